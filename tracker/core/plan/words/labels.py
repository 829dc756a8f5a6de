"""Labels of fields, by meaning and language."""

from __future__ import annotations

from typing import Final

from tracker.core.plan.words.shape import Words

# fmt: off

LABELS: Final[dict[str, Words]] = {
    "priority": {
        "en": ("Priority", "Severity", "MoSCoW", "Importance", "Prio", "Priority Level", "Criticality"),
        "tr": ("Öncelik", "Seviye", "Önem Derecesi", "Öncelik Seviyesi"),
        "de": ("Priorität", "Wichtigkeit", "Schweregrad", "Prio"),
        "fr": ("Priorité", "Criticité", "Sévérité"),
        "es": ("Prioridad", "Severidad", "Criticidad"),
        "pt": ("Prioridade", "Severidade", "Criticidade"),
        "pl": ("Priorytet", "Ważność"),
        "zh": ("优先级", "优先级别", "重要性", "严重程度"),
    },
    "risk": {
        "en": ("Risk", "Risk Level"),
        "tr": ("Risk Seviyesi", "Risk Düzeyi"),
        "de": ("Risiko", "Risikostufe"),
        "fr": ("Risque", "Niveau de risque"),
        "es": ("Riesgo", "Nivel de riesgo"),
        "pt": ("Risco", "Nível de risco"),
        "pl": ("Ryzyko", "Poziom ryzyka"),
        "zh": ("风险", "风险等级"),
    },
    "estimate": {
        "en": (
            "Estimated", "Estimate", "Estimates", "Estimated Effort", "Effort", "Time", "Duration", "Est.",
            "Est", "Hours", "Size", "Estimated Time", "Time Estimate", "Estimated Hours",
            "Estimated Duration", "Effort Estimate", "Est. Time", "Est. Effort", "Est. Hours", "ETA",
            "Estimation", "Days", "Time Required", "Work", "T-Shirt Size", "Effort (hours)",
            "Effort (days)", "LOE", "Level of Effort", "Est. Duration", "Time Budget", "Time Needed",
            "Expected Time", "Timebox", "Planned Time", "Planned Effort",
        ),
        "tr": (
            "Süre", "Tahmini Süre", "Tahmin", "Efor", "Tahmini Efor", "Tahmini Zaman", "Zaman", "Çaba",
            "İş Yükü", "Saat", "Gün", "Tahmini", "Tahmini Saat", "Tahmini Gün", "Planlanan Süre",
            "Toplam Süre",
        ),
        "de": (
            "Aufwand", "Zeit", "Geschätzte Zeit", "Dauer", "Schätzung", "Geschätzter Aufwand",
            "Zeitaufwand", "Stunden", "Tage", "Zeitschätzung", "Aufwandsschätzung", "Geschätzte Dauer",
            "Zeitbedarf", "Voraussichtliche Dauer",
        ),
        "fr": (
            "Délai", "Temps estimé", "Durée", "Estimation", "Durée estimée", "Effort", "Effort estimé",
            "Temps", "Charge", "Charge estimée", "Heures", "Jours", "Estimation du temps",
            "Estimation de temps", "Charge de travail", "Temps nécessaire",
        ),
        "es": (
            "Estimación", "Previsión", "Duración", "Esfuerzo", "Tiempo", "Tiempo estimado",
            "Duración estimada", "Esfuerzo estimado", "Estimado", "Horas", "Días", "Horas estimadas",
            "Estimación de tiempo", "Estimación de esfuerzo", "Tiempo requerido", "Días estimados",
        ),
        "pt": (
            "Tempo Estimado", "Duração", "Estimativa", "Esforço", "Tempo", "Duração estimada",
            "Esforço estimado", "Prazo estimado", "Horas", "Dias", "Horas estimadas",
            "Estimativa de tempo", "Estimativa de esforço", "Tempo necessário", "Dias estimados",
        ),
        "pl": (
            "Szacowany czas", "Czas", "Estymacja", "Czas trwania", "Nakład pracy", "Pracochłonność",
            "Szacunek", "Wycena", "Szacowany nakład", "Godziny", "Dni", "Szacunkowy czas",
            "Oszacowanie czasu", "Przewidywany czas", "Przewidywana pracochłonność",
        ),
        "zh": ("预估工时", "预计工时", "预估", "预计", "估算", "工时", "工期", "预计时间", "估时", "预估时间", "工作量", "耗时"),
    },
    "points": {
        "en": ("Story Points", "Story Point", "Points", "SP", "Pts", "Est. pts"),
        "tr": ("Puan", "Hikaye Puanı", "Story Puanı"),
        "de": ("Story-Punkte", "Storypoints", "Punkte"),
        "fr": ("Points", "Points d'histoire"),
        "es": ("Puntos", "Puntos de historia"),
        "pt": ("Pontos", "Pontos de história"),
        "pl": ("Punkty",),
        "zh": ("故事点", "点数"),
    },
    "depends_on": {
        "en": (
            "Dependencies", "Dependency", "Depends on", "Depends", "Dependent on", "Blocked by", "Requires",
            "Prerequisite", "Prerequisites", "After", "Deps", "Dep", "Needs", "Waits for", "Pre-requisites",
            "Predecessor", "Predecessors", "Task Dependencies", "blockedBy", "Blocking dependency",
            "Blocking dependencies",
        ),
        "tr": (
            "Bağımlılık", "Bağımlılıklar", "Bağımlılığı", "Önce tamamlanmalı", "Bağlı olduğu", "Ön koşul",
            "Önkoşul", "Ön koşullar", "Bağımlı", "Bağlı", "Bağımlı olduğu", "Öncül", "Öncesinde",
            "Gereksinim",
        ),
        "de": (
            "Abhängigkeiten", "Abhängigkeit", "Hängt ab von", "Blockiert von", "Voraussetzung",
            "Voraussetzungen", "Abhängig von", "Benötigt", "Nach", "Vorgänger",
        ),
        "fr": (
            "Dépendances", "Dépendance", "Prérequis", "Pré-requis", "Dépend de", "Bloqué par",
            "Bloquée par", "Après", "Nécessite", "Dépendance bloquante", "Dépendances bloquantes",
        ),
        "es": (
            "Dependencias", "Dependencia", "Requiere", "Depende de", "Bloqueado por", "Prerrequisitos",
            "Requisitos previos", "Prerrequisito", "Después de",
        ),
        "pt": (
            "Dependências", "Dependência", "Depende de", "Bloqueado por", "Pré-requisitos", "Pré-requisito",
            "Requer", "Depois de", "Após",
        ),
        "pl": (
            "Zależności", "Zależność", "Wymaga", "Zależy od", "Zablokowane przez", "Wymagania wstępne",
            "Blokowane przez",
        ),
        "zh": ("依赖", "依赖关系", "前置任务", "前置条件", "依赖任务", "依赖项"),
    },
    "blocks": {
        "en": ("Blocks", "Blocking", "Unblocks", "Enables"),
        "tr": ("Bloklar", "Engeller", "Engellediği"),
        "de": ("Blockiert",),
        "fr": ("Bloque",),
        "es": ("Bloquea",),
        "pt": ("Bloqueia",),
        "pl": ("Blokuje",),
        "zh": ("阻塞", "后续任务"),
    },
    "status": {
        "en": ("Status", "State", "Current Status", "Progress", "Done", "Task Status", "Completion"),
        "tr": ("Durum", "Durumu", "Mevcut Durumu", "İlerleme", "Statü"),
        "de": ("Status", "Zustand", "Stand", "Fortschritt"),
        "fr": ("Statut", "État", "Progression", "Avancement"),
        "es": ("Estado", "Progreso", "Estatus", "Avance"),
        "pt": ("Status", "Estado", "Situação", "Progresso", "Andamento"),
        "pl": ("Status", "Stan", "Postęp"),
        "zh": ("状态", "进度", "当前状态", "任务状态"),
    },
    "agent": {
        "en": ("Agent", "Agents", "Assigned Agent", "Role", "Roles"),
        "tr": ("Ajan", "Ajanlar", "Rol"),
        "de": ("Agenten", "Rolle"),
        "fr": ("Agents", "Rôle"),
        "es": ("Agente", "Agentes", "Rol"),
        "pt": ("Agente", "Agentes", "Papel"),
        "pl": ("Agenci", "Rola"),
        "zh": ("代理", "智能体", "角色"),
    },
    "assignee": {
        "en": (
            "Owner", "Owners", "Assignee", "Assignees", "Assigned to", "Assigned", "Team", "Responsible",
            "DRI", "Lead", "Who",
        ),
        "tr": ("Sahip", "Sahibi", "Sorumlu", "Kim", "Atanan", "Sorumlular", "Ekip"),
        "de": (
            "Verantwortlich", "Verantwortlicher", "Zuständig", "Zugewiesen", "Zugewiesen an", "Bearbeiter",
            "Besitzer",
        ),
        "fr": ("Responsable", "Assigné à", "Assigné", "Responsables", "Équipe", "Propriétaire"),
        "es": ("Responsable", "Asignado a", "Asignado", "Encargado", "Equipo", "Responsables"),
        "pt": ("Responsável", "Atribuído a", "Atribuído", "Responsáveis", "Equipe", "Dono"),
        "pl": (
            "Realizacja", "Odpowiedzialny", "Przypisany", "Osoba odpowiedzialna", "Wykonawca", "Właściciel",
            "Przypisane do",
        ),
        "zh": ("负责人", "责任人", "执行人", "指派给", "经办人"),
    },
    "due": {
        "en": ("Due", "Due date", "Deadline", "Target date", "Due by", "Target"),
        "tr": ("Son tarih", "Bitiş tarihi", "Teslim tarihi", "Termin", "Bitiş"),
        "de": ("Fällig", "Fällig am", "Frist", "Fälligkeitsdatum", "Termin", "Deadline"),
        "fr": ("Échéance", "Date limite", "Date d'échéance", "Date butoir"),
        "es": ("Vence", "Fecha límite", "Vencimiento", "Fecha de entrega"),
        "pt": ("Prazo", "Data limite", "Vencimento", "Data de entrega"),
        "pl": ("Termin", "Termin wykonania", "Data końcowa"),
        "zh": ("截止日期", "截止时间", "到期日", "完成日期"),
    },
    "sprint": {
        "en": ("Sprint", "Phase", "Milestone", "Week", "Wave", "Iteration", "Gate", "Release", "Stage"),
        "tr": ("Faz", "Aşama", "Hafta", "Kilometre Taşı", "Dönem"),
        "de": ("Phase", "Woche", "Meilenstein", "Etappe"),
        "fr": ("Étape", "Semaine", "Jalon", "Phase"),
        "es": ("Fase", "Semana", "Hito", "Etapa"),
        "pt": ("Fase", "Semana", "Marco", "Etapa"),
        "pl": ("Faza", "Tydzień", "Kamień milowy", "Etap"),
        "zh": ("阶段", "迭代", "冲刺", "里程碑"),
    },
    "files": {
        "en": (
            "File", "Files", "File(s)", "Files to Create/Modify", "Files to Modify", "Files to Create",
            "Location", "Path", "Paths", "Affected Files", "Files Affected", "File Path", "Files Modified",
            "Related Files",
        ),
        "tr": (
            "Dosya", "Dosyalar", "Dosya(lar)", "Dosya Yolu", "Etkilenen Dosyalar", "Konum",
            "İlgili Dosyalar",
        ),
        "de": ("Datei", "Dateien", "Betroffene Dateien", "Datei(en)", "Pfad"),
        "fr": (
            "Fichier", "Fichiers", "Fichier(s)", "Fichier(s) concernés", "Fichiers concernés",
            "Emplacement",
        ),
        "es": ("Archivo", "Archivos", "Archivo(s)", "Archivos afectados", "Ubicación", "Ficheros"),
        "pt": ("Arquivo", "Arquivos", "Arquivo(s)", "Ficheiros", "Localização", "Arquivos afetados"),
        "pl": ("Plik", "Pliki", "Pliki do zmiany", "Lokalizacja"),
        "zh": ("文件", "涉及文件", "文件路径", "相关文件"),
    },
    "action": {
        "en": (
            "Action", "Actions", "Fix", "Task", "Solution", "Implementation", "Description", "What",
            "Steps", "Approach", "Goal",
        ),
        "tr": (
            "Aksiyon", "Aksiyonlar", "Çözüm", "Yapılacak", "Yapılacaklar", "Yapılmalı", "Ne yapılacak",
            "Açıklama", "Görev",
        ),
        "de": (
            "Änderung", "Änderungen", "Ziel", "Lösung", "Aktion", "Maßnahme", "Beschreibung", "Umsetzung",
            "Aufgabe",
        ),
        "fr": ("Tâche", "Action", "Actions", "Solution", "Description", "Objectif"),
        "es": ("Acción", "Acciones", "Solución", "Descripción", "Objetivo", "Tarea"),
        "pt": (
            "Implementações", "Ação", "Ações", "Solução", "Descrição", "Objetivo", "Tarefa",
            "Implementação",
        ),
        "pl": ("Opis", "Szczegóły", "Działanie", "Rozwiązanie", "Zadanie", "Cel"),
        "zh": ("任务描述", "描述", "操作", "解决方案", "目标", "说明"),
    },
    "problem": {
        "en": ("Issue", "Problem", "Context", "Background", "Why", "Current", "Reason"),
        "tr": ("Sorun", "Problem", "Neden", "Mevcut Sorun"),
        "de": ("Problem", "Kontext", "Grund", "Hintergrund"),
        "fr": ("Problème", "Contexte", "Raison"),
        "es": ("Problema", "Contexto", "Motivo"),
        "pt": ("Problema", "Contexto", "Motivo"),
        "pl": ("Problem", "Kontekst", "Powód"),
        "zh": ("问题", "背景", "原因"),
    },
    "acceptance": {
        "en": (
            "Acceptance Criteria", "AC", "Success Criteria", "Done when", "Verify", "Acceptance",
            "Verification", "Tests", "Test", "Checks", "Checklist", "Definition of Done", "DoD",
            "Acceptance Tests", "Validation", "Exit Criteria", "Test Cases", "Acceptance Criterion", "Done Criteria",
        ),
        "tr": (
            "Kabul kriteri", "Kabul kriterleri", "Kontrol", "Kontroller", "Doğrulama", "Başarı kriterleri",
            "Test", "Testler", "Kontrol listesi", "Tamamlanma kriterleri", "Kabul", "Kabul ölçütleri",
        ),
        "de": (
            "Akzeptanzkriterien", "Abnahmekriterien", "Erfolgskriterien", "Prüfung", "Tests", "Fertig wenn",
            "Akzeptanz", "Abnahme", "Akzeptanzkriterium",
        ),
        "fr": (
            "Critères", "Critères d'acceptation", "Validation", "Critères de succès", "Tests",
            "Vérification", "Critère d'acceptation", "Acceptation",
        ),
        "es": ("Criterios de aceptación", "Criterios", "Verificación", "Pruebas", "Criterios de éxito", "Aceptación"),
        "pt": (
            "Critérios", "Critérios de aceitação", "Critérios de aceite", "Verificação", "Testes",
            "Critérios de sucesso", "Critério de aceite", "Critério de aceitação", "Aceite",
        ),
        "pl": ("Kryteria akceptacji", "Kryteria", "Weryfikacja", "Testy", "Kryteria sukcesu"),
        "zh": ("验收标准", "验证", "测试", "完成标准", "验收"),
    },
    "labels": {
        "en": ("Labels", "Label", "Tags", "Tag", "Type", "Category", "Component", "Area"),
        "tr": ("Etiket", "Etiketler", "Kategori", "Tür"),
        "de": ("Schlagwörter", "Kategorie", "Typ"),
        "fr": ("Étiquettes", "Catégorie"),
        "es": ("Etiquetas", "Categoría", "Tipo"),
        "pt": ("Etiquetas", "Categoria", "Tipo"),
        "pl": ("Etykiety", "Kategoria", "Typ"),
        "zh": ("标签", "分类", "类型"),
    },
}
