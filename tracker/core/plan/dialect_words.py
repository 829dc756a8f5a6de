"""The words that plans use, as tables by language. Adding a language is adding its column to each table.

The first status word of a language is the one that the writer uses where a file gives no word of its own.
"""

from __future__ import annotations

from typing import Final

Words = dict[str, tuple[str, ...]]

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
            "Estimated", "Estimate", "Estimates", "Estimated Effort", "Effort", "Time", "Duration", "Est.", "Est", "Hours",
            "Size", "Estimated Time", "Time Estimate", "Estimated Hours", "Estimated Duration", "Effort Estimate",
            "Est. Time", "Est. Effort", "Est. Hours", "ETA", "Estimation", "Days", "Time Required", "Work", "T-Shirt Size",
            "Effort (hours)", "Effort (days)", "LOE", "Level of Effort", "Est. Duration", "Time Budget",
            "Time Needed", "Expected Time", "Timebox", "Planned Time", "Planned Effort",
        ),
        "tr": (
            "Süre", "Tahmini Süre", "Tahmin", "Efor", "Tahmini Efor", "Tahmini Zaman", "Zaman", "Çaba", "İş Yükü",
            "Saat", "Gün", "Tahmini", "Tahmini Saat", "Tahmini Gün", "Planlanan Süre", "Toplam Süre",
        ),
        "de": (
            "Aufwand", "Zeit", "Geschätzte Zeit", "Dauer", "Schätzung", "Geschätzter Aufwand", "Zeitaufwand", "Stunden",
            "Tage", "Zeitschätzung", "Aufwandsschätzung", "Geschätzte Dauer",
        ),
        "fr": (
            "Délai", "Temps estimé", "Durée", "Estimation", "Durée estimée", "Effort", "Effort estimé", "Temps", "Charge",
            "Charge estimée", "Heures", "Jours",
        ),
        "es": (
            "Estimación", "Previsión", "Duración", "Esfuerzo", "Tiempo", "Tiempo estimado", "Duración estimada",
            "Esfuerzo estimado", "Estimado", "Horas", "Días", "Horas estimadas",
        ),
        "pt": (
            "Tempo Estimado", "Duração", "Estimativa", "Esforço", "Tempo", "Duração estimada", "Esforço estimado",
            "Prazo estimado", "Horas", "Dias", "Horas estimadas",
        ),
        "pl": (
            "Szacowany czas", "Czas", "Estymacja", "Czas trwania", "Nakład pracy", "Pracochłonność", "Szacunek", "Wycena",
            "Szacowany nakład", "Godziny", "Dni",
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
            "Dependencies", "Dependency", "Depends on", "Depends", "Dependent on", "Blocked by", "Requires", "Prerequisite",
            "Prerequisites", "After", "Deps", "Dep", "Needs", "Waits for", "Pre-requisites", "Predecessor", "Predecessors",
            "Task Dependencies", "blockedBy",
        ),
        "tr": (
            "Bağımlılık", "Bağımlılıklar", "Bağımlılığı", "Önce tamamlanmalı", "Bağlı olduğu", "Ön koşul", "Önkoşul",
            "Ön koşullar", "Bağımlı", "Bağlı", "Bağımlı olduğu", "Öncül", "Öncesinde", "Gereksinim",
        ),
        "de": (
            "Abhängigkeiten", "Abhängigkeit", "Hängt ab von", "Blockiert von", "Voraussetzung", "Voraussetzungen",
            "Abhängig von", "Benötigt", "Nach", "Vorgänger",
        ),
        "fr": (
            "Dépendances", "Dépendance", "Prérequis", "Pré-requis", "Dépend de", "Bloqué par", "Bloquée par", "Après",
            "Nécessite",
        ),
        "es": (
            "Dependencias", "Dependencia", "Requiere", "Depende de", "Bloqueado por", "Prerrequisitos", "Requisitos previos",
            "Prerrequisito", "Después de",
        ),
        "pt": (
            "Dependências", "Dependência", "Depende de", "Bloqueado por", "Pré-requisitos", "Pré-requisito", "Requer",
            "Depois de", "Após",
        ),
        "pl": ("Zależności", "Zależność", "Wymaga", "Zależy od", "Zablokowane przez", "Wymagania wstępne", "Blokowane przez"),
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
        "en": ("Owner", "Owners", "Assignee", "Assignees", "Assigned to", "Assigned", "Team", "Responsible", "DRI", "Lead", "Who"),
        "tr": ("Sahip", "Sahibi", "Sorumlu", "Kim", "Atanan", "Sorumlular", "Ekip"),
        "de": ("Verantwortlich", "Verantwortlicher", "Zuständig", "Zugewiesen", "Zugewiesen an", "Bearbeiter", "Besitzer"),
        "fr": ("Responsable", "Assigné à", "Assigné", "Responsables", "Équipe", "Propriétaire"),
        "es": ("Responsable", "Asignado a", "Asignado", "Encargado", "Equipo", "Responsables"),
        "pt": ("Responsável", "Atribuído a", "Atribuído", "Responsáveis", "Equipe", "Dono"),
        "pl": ("Realizacja", "Odpowiedzialny", "Przypisany", "Osoba odpowiedzialna", "Wykonawca", "Właściciel", "Przypisane do"),
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
            "File", "Files", "File(s)", "Files to Create/Modify", "Files to Modify", "Files to Create", "Location", "Path",
            "Paths", "Affected Files", "Files Affected", "File Path", "Files Modified", "Related Files",
        ),
        "tr": ("Dosya", "Dosyalar", "Dosya(lar)", "Dosya Yolu", "Etkilenen Dosyalar", "Konum", "İlgili Dosyalar"),
        "de": ("Datei", "Dateien", "Betroffene Dateien", "Datei(en)", "Pfad"),
        "fr": ("Fichier", "Fichiers", "Fichier(s)", "Fichier(s) concernés", "Fichiers concernés", "Emplacement"),
        "es": ("Archivo", "Archivos", "Archivo(s)", "Archivos afectados", "Ubicación", "Ficheros"),
        "pt": ("Arquivo", "Arquivos", "Arquivo(s)", "Ficheiros", "Localização", "Arquivos afetados"),
        "pl": ("Plik", "Pliki", "Pliki do zmiany", "Lokalizacja"),
        "zh": ("文件", "涉及文件", "文件路径", "相关文件"),
    },
    "action": {
        "en": ("Action", "Actions", "Fix", "Task", "Solution", "Implementation", "Description", "What", "Steps", "Approach", "Goal"),
        "tr": ("Aksiyon", "Aksiyonlar", "Çözüm", "Yapılacak", "Yapılacaklar", "Yapılmalı", "Ne yapılacak", "Açıklama", "Görev"),
        "de": ("Änderung", "Änderungen", "Ziel", "Lösung", "Aktion", "Maßnahme", "Beschreibung", "Umsetzung", "Aufgabe"),
        "fr": ("Tâche", "Action", "Actions", "Solution", "Description", "Objectif"),
        "es": ("Acción", "Acciones", "Solución", "Descripción", "Objetivo", "Tarea"),
        "pt": ("Implementações", "Ação", "Ações", "Solução", "Descrição", "Objetivo", "Tarefa", "Implementação"),
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
            "Acceptance Criteria", "AC", "Success Criteria", "Done when", "Verify", "Acceptance", "Verification", "Tests", "Test",
            "Checks", "Checklist", "Definition of Done", "DoD", "Acceptance Tests", "Validation", "Exit Criteria", "Test Cases",
        ),
        "tr": (
            "Kabul kriteri", "Kabul kriterleri", "Kontrol", "Kontroller", "Doğrulama", "Başarı kriterleri", "Test", "Testler",
            "Kontrol listesi", "Tamamlanma kriterleri",
        ),
        "de": ("Akzeptanzkriterien", "Abnahmekriterien", "Erfolgskriterien", "Prüfung", "Tests", "Fertig wenn"),
        "fr": ("Critères", "Critères d'acceptation", "Validation", "Critères de succès", "Tests", "Vérification"),
        "es": ("Criterios de aceptación", "Criterios", "Verificación", "Pruebas", "Criterios de éxito"),
        "pt": ("Critérios", "Critérios de aceitação", "Critérios de aceite", "Verificação", "Testes", "Critérios de sucesso"),
        "pl": ("Kryteria akceptacji", "Kryteria", "Weryfikacja", "Testy", "Kryteria sukcesu"),
        "zh": ("验收标准", "验证", "测试", "完成标准"),
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

PRIORITIES: Final[dict[str, Words]] = {
    "critical": {
        "en": ("CRITICAL", "Blocker", "Urgent", "Highest", "P0", "Must", "Must have", "Must-have", "Showstopper", "Severe"),
        "tr": ("KRİTİK", "Acil", "Çok önemli", "Çok yüksek", "Zorunlu", "En yüksek"),
        "de": ("Kritisch", "Kritische", "Sehr hoch", "Dringend", "Höchste", "Muss"),
        "fr": ("Critique", "Maximale", "Urgente", "Urgent", "Très haute", "Bloquant", "Bloquante"),
        "es": ("Crítica", "Crítico", "Urgente", "Muy alta", "Máxima"),
        "pt": ("Crítica", "Crítico", "Urgente", "Muito alta", "Máxima"),
        "pl": ("Krytyczny", "Krytyczna", "Bardzo wysoki", "Pilne", "Pilny", "Najwyższy"),
        "zh": ("紧急", "最高", "关键", "严重", "非常高"),
    },
    "high": {
        "en": ("HIGH", "P1", "Should", "Should have", "Should-have", "Major", "Important"),
        "tr": ("YÜKSEK", "Önemli"),
        "de": ("Hoch", "Hohe", "Wichtig", "Soll"),
        "fr": ("Haute", "Élevée", "Élevé", "Importante", "Haut", "Forte"),
        "es": ("Alta", "Alto", "Importante"),
        "pt": ("Alta", "Alto", "Importante"),
        "pl": ("Wysoki", "Wysoka", "Wysokie", "Ważne"),
        "zh": ("高", "重要"),
    },
    "medium": {
        "en": ("MEDIUM", "P2", "Could", "Could have", "Could-have", "Moderate", "Normal", "Med", "Nice", "Medium-High"),
        "tr": ("ORTA", "Normal"),
        "de": ("Mittel", "Mittlere", "Normal", "Kann"),
        "fr": ("Moyenne", "Moyen", "Modérée", "Normale"),
        "es": ("Media", "Medio", "Normal"),
        "pt": ("Média", "Médio", "Normal"),
        "pl": ("Średni", "Średnia", "Średnie", "Normalny"),
        "zh": ("中", "中等", "普通"),
    },
    "low": {
        "en": ("LOW", "P3", "P4", "Won't", "Won't have", "Minor", "Nice to have", "Nice-to-have", "Lowest", "Trivial", "Optional"),
        "tr": ("DÜŞÜK", "Çok düşük", "İsteğe bağlı", "Opsiyonel"),
        "de": ("Niedrig", "Niedrige", "Gering", "Sehr niedrig", "Optional"),
        "fr": ("Basse", "Faible", "Bas", "Optionnelle", "Mineure"),
        "es": ("Baja", "Bajo", "Opcional"),
        "pt": ("Baixa", "Baixo", "Opcional"),
        "pl": ("Niski", "Niska", "Niskie", "Opcjonalne"),
        "zh": ("低", "可选", "次要"),
    },
}

PRIORITY_MARKS: Final[dict[str, str]] = {
    "🔺": "critical", "🔴": "critical", "🚨": "critical", "⏫": "high", "🟠": "high", "🔼": "medium", "🟡": "medium",
    "🔽": "low", "⏬": "low", "🟢": "low", "🔵": "low", "⚪": "low",
}  # fmt: skip

STATUSES: Final[dict[str, Words]] = {
    "todo": {
        "en": (
            "To do", "Todo", "Pending", "Not started", "Open", "Planned", "Backlog", "Waiting", "Blocked", "On hold", "New",
            "Ready", "Queued", "Scheduled", "Deferred", "Paused", "Not done", "Incomplete", "Not completed", "Not complete",
            "Upcoming", "Postponed", "Next", "No", "Unstarted", "Later", "Proposed", "Draft", "Missing", "Icebox",
        ),
        "tr": (
            "Bekliyor", "Beklemede", "Bekleniyor", "Yapılacak", "Başlanmadı", "Başlamadı", "Planlandı", "Açık", "Bekleyen",
            "Ertelendi", "Tamamlanmadı", "Yapılmadı", "Henüz başlamadı", "Bloke", "Bloke edildi", "Yapılacaklar", "Hazır",
            "Engellendi", "Eksik", "Planlanan",
        ),
        "de": (
            "Offen", "Ausstehend", "Geplant", "Wartend", "Nicht begonnen", "Nicht gestartet", "Zu erledigen", "Blockiert",
            "Wartet", "Zurückgestellt", "Nicht erledigt", "Nicht fertig", "Neu",
        ),
        "fr": (
            "À faire", "En attente", "Non démarré", "Planifié", "Ouvert", "Bloqué", "Non commencé", "Reporté", "Pas commencé",
            "Non terminé", "Non démarrée", "À venir", "Nouveau",
        ),
        "es": (
            "Pendiente", "Pendientes", "Por hacer", "Sin empezar", "Abierto", "Planificado", "Bloqueado", "No iniciado",
            "En espera", "Aplazado", "No completado", "Nuevo",
        ),
        "pt": (
            "Pendente", "Pendentes", "A fazer", "Não iniciado", "Aberto", "Planejado", "Planeado", "Bloqueado", "Em espera",
            "Adiado", "Não concluído", "Aguardando", "Por fazer", "Novo",
        ),
        "pl": (
            "Do zrobienia", "Oczekuje", "Nie rozpoczęto", "Otwarte", "Zaplanowane", "Zablokowane", "Nierozpoczęte",
            "Wstrzymane", "Nie ukończone", "Oczekujące", "Nowe",
        ),
        "zh": ("待开始", "未开始", "待办", "待处理", "计划中", "未完成", "阻塞", "暂停", "等待中", "待定"),
    },
    "doing": {
        "en": (
            "In progress", "In-progress", "In_progress", "Doing", "WIP", "Ongoing", "Started", "Active", "Partial",
            "Partially done", "Partially complete", "Current", "Working", "Underway", "In development", "Partially completed",
            "In work", "Work in progress",
        ),
        "tr": ("Devam ediyor", "Yapılıyor", "Sürüyor", "Kısmen", "Devam eden", "Devam edenler", "Başladı", "Çalışılıyor", "Devam"),
        "de": ("In Arbeit", "In Bearbeitung", "Teilweise", "Läuft", "Begonnen", "Gestartet", "Laufend"),
        "fr": ("En cours", "Partiel", "Commencé", "Partiellement", "Démarré", "En développement"),
        "es": ("En progreso", "En curso", "En proceso", "Parcial", "Iniciado", "En desarrollo"),
        "pt": ("Em andamento", "Em progresso", "Em curso", "Parcial", "Iniciado", "Fazendo", "Em desenvolvimento"),
        "pl": ("W trakcie", "W toku", "Częściowo", "Rozpoczęte", "W realizacji"),
        "zh": ("进行中", "部分完成", "开发中", "处理中", "已开始"),
    },
    "review": {
        "en": (
            "In review", "Review", "Code review", "In code review", "Testing", "In testing", "QA", "Awaiting review", "Under review",
            "In_review", "Ready for review", "Verifying",
        ),
        "tr": ("İncelemede", "Gözden geçiriliyor", "Testte", "Test ediliyor", "İnceleniyor", "Kontrolde"),
        "de": ("In Prüfung", "Im Review", "In Review", "Im Test", "Zu prüfen"),
        "fr": ("En revue", "À valider", "En validation", "En relecture", "En test"),
        "es": ("En revisión", "En pruebas", "Por revisar"),
        "pt": ("Em revisão", "Em teste", "Em testes", "Em validação"),
        "pl": ("W recenzji", "Do sprawdzenia", "W testach", "Do przeglądu"),
        "zh": ("审核中", "待审核", "测试中", "评审中", "待测试"),
    },
    "done": {
        "en": (
            "Done", "Complete", "Completed", "Finished", "Closed", "Merged", "Shipped", "Resolved", "Fixed", "Implemented",
            "Released", "Deployed", "Verified", "Yes", "Passed", "Live", "Accepted", "Delivered",
        ),
        "tr": (
            "Tamamlandı", "Bitti", "Yapıldı", "Tamam", "Tamamlanan", "Tamamlananlar", "Kapandı", "Çözüldü", "Tamamlanmış",
            "Düzeltildi", "Eklendi", "Kapatıldı", "Bitenler",
        ),
        "de": ("Erledigt", "Fertig", "Abgeschlossen", "Umgesetzt", "Implementiert", "Behoben", "Geschlossen", "Gelöst"),
        "fr": ("Terminé", "Fait", "Complété", "Achevé", "Terminée", "Livré", "Terminés", "Complétée", "Résolu", "Faite"),
        "es": ("Hecho", "Completado", "Terminado", "Finalizado", "Completada", "Completadas", "Terminada", "Resuelto", "Listo"),
        "pt": (
            "Concluído", "Feito", "Finalizado", "Completo", "Concluída", "Concluídas", "Concluídos", "Implementado",
            "Implementada", "Resolvido", "Pronto", "Entregue",
        ),
        "pl": ("Zrobione", "Ukończone", "Zakończone", "Gotowe", "Wykonane", "Zakończony", "Ukończony", "Zrealizowane"),
        "zh": ("已完成", "完成", "已解决", "已上线", "已关闭", "已实现"),
    },
    "dropped": {
        "en": (
            "Dropped", "Cancelled", "Canceled", "Won't do", "Wontfix", "Won't fix", "Declined", "Rejected", "Skipped",
            "Obsolete", "Abandoned", "Not doing", "Superseded", "Not needed", "Out of scope",
        ),
        "tr": ("İptal edildi", "İptal", "Vazgeçildi", "Reddedildi", "Atlandı", "Kapsam dışı", "Gereksiz"),
        "de": ("Verworfen", "Abgebrochen", "Abgelehnt", "Gestrichen", "Entfällt", "Übersprungen"),
        "fr": ("Annulé", "Abandonné", "Rejeté", "Annulée", "Ignoré"),
        "es": ("Cancelado", "Descartado", "Rechazado", "Cancelada", "Omitido"),
        "pt": ("Cancelado", "Descartado", "Rejeitado", "Cancelada", "Abandonado"),
        "pl": ("Anulowane", "Odrzucone", "Porzucone", "Pominięte"),
        "zh": ("已取消", "取消", "已放弃", "已废弃"),
    },
}

# Status words that say more than their status: the writer takes none of them for a plain one.
SPECIAL_STATUSES: Final[Words] = {
    "en": (
        "Blocked", "On hold", "Deferred", "Paused", "Postponed", "Missing", "Later", "Icebox", "Proposed", "Draft", "No", "Yes",
        "Partial", "Partially done", "Partially complete", "Partially completed", "Verified", "Superseded", "Obsolete",
        "Incomplete", "Not done", "Not complete", "Not completed",
    ),
    "tr": ("Bloke", "Bloke edildi", "Ertelendi", "Engellendi", "Eksik", "Kısmen", "Kapsam dışı", "Gereksiz", "Tamamlanmadı"),
    "de": ("Blockiert", "Zurückgestellt", "Teilweise"), "fr": ("Bloqué", "Reporté", "Partiel", "Partiellement"),
    "es": ("Bloqueado", "Aplazado", "Parcial"), "pt": ("Bloqueado", "Adiado", "Parcial"),
    "pl": ("Zablokowane", "Wstrzymane", "Częściowo"), "zh": ("阻塞", "暂停", "部分完成"),
}  # fmt: skip

STATUS_MARKS: Final[dict[str, str]] = {
    "✅": "done", "✔": "done", "☑": "done", "✓": "done", "🎉": "done", "🏁": "done",
    "🔄": "doing", "🚧": "doing", "🏗": "doing", "▶": "doing", "🔨": "doing", "🛠": "doing", "🟦": "doing",
    "👀": "review", "🔍": "review", "🧪": "review",
    "⏸": "todo", "⏳": "todo", "⬜": "todo", "☐": "todo", "🔲": "todo", "❌": "todo", "🕒": "todo", "📋": "todo", "⭕": "todo",
    "◻": "todo", "🔜": "todo", "⌛": "todo", "✗": "todo",
    "🚫": "dropped", "⏭": "dropped", "🗑": "dropped",
}  # fmt: skip

# What a mark says where it stands at the end of a heading or a cell: only those that are plainly about progress.
HEADING_MARKS: Final = frozenset("✅✔☑✓🔄🚧👀⏸⏳⬜❌🚫⏭")

# The mark that the writer puts for a status where the file uses marks.
MARK_OF: Final[dict[str, str]] = {"todo": "⏳", "doing": "🔄", "review": "👀", "done": "✅", "dropped": "🚫"}

BOX_MARKS: Final[dict[str, str]] = {
    " ": "todo", "\t": "todo", "": "todo", "x": "done", "X": "done", "✅": "done", "✓": "done", "✔": "done", "☑": "done",
    "/": "doing", "~": "doing", ">": "doing", "🔄": "doing", "🚧": "doing", "-": "dropped", "⏭": "dropped", "🚫": "dropped",
    "⏸": "todo", "⏳": "todo",
}  # fmt: skip

NONE_WORDS: Final[Words] = {
    "en": ("None", "N/A", "NA", "Nil", "Nothing", "No dependencies", "No", "Independent", "no blockers", "n.a."),
    "tr": ("Yok", "Bağımsız", "Hiçbiri", "Bulunmuyor"),
    "de": ("Keine", "Keiner", "Kein", "Nichts", "Entfällt"),
    "fr": ("Aucune", "Aucun", "Néant", "Rien"),
    "es": ("Ninguna", "Ninguno", "Nada"),
    "pt": ("Nenhuma", "Nenhum", "Nada", "Sem dependências"),
    "pl": ("Brak", "Żadne", "Żaden", "Nie ma"),
    "zh": ("无", "没有", "暂无"),
}

UNASSIGNED_WORDS: Final[Words] = {
    "en": ("Unassigned", "TBD", "TBA", "Nobody", "Anyone", "Open"),
    "tr": ("Atanmadı", "Belirlenecek", "Atanmamış"),
    "de": ("Nicht zugewiesen", "Offen"),
    "fr": ("Non assigné", "À définir"),
    "es": ("Sin asignar", "Por definir"),
    "pt": ("Não atribuído", "A definir"),
    "pl": ("Nieprzypisane", "Do ustalenia"),
    "zh": ("未分配", "待定"),
}

SOFT_WORDS: Final[Words] = {
    "en": ("optional", "nice to have", "soft", "recommended", "ideally", "related", "consider", "maybe", "preferred", "helpful"),
    "tr": ("ile birlikte", "isteğe bağlı", "opsiyonel", "önerilir", "tercihen", "ilgili", "anlamlı"),
    "de": ("optional", "empfohlen", "idealerweise", "verwandt"),
    "fr": ("optionnel", "recommandé", "idéalement", "lié"),
    "es": ("opcional", "recomendado", "idealmente", "relacionado"),
    "pt": ("opcional", "recomendado", "idealmente", "relacionado"),
    "pl": ("rozważyć", "opcjonalnie", "zalecane", "opcjonalne"),
    "zh": ("可选", "建议", "相关"),
}

# Kinds of sprint, best first: where a file has several kinds that hold tasks, the first of this order is taken.
SPRINT_WORDS: Final[dict[str, Words]] = {
    "sprint": {
        "en": ("Sprint", "Iteration", "Cycle"), "tr": ("Sprint", "İterasyon"), "de": ("Sprint", "Iteration"),
        "fr": ("Sprint", "Itération"), "es": ("Sprint", "Iteración"), "pt": ("Sprint", "Iteração"),
        "pl": ("Sprint", "Iteracja"), "zh": ("冲刺", "迭代"),
    },
    "phase": {
        "en": ("Phase", "Stage"), "tr": ("Faz", "Aşama", "Evre"), "de": ("Phase", "Etappe"), "fr": ("Phase", "Étape"),
        "es": ("Fase", "Etapa"), "pt": ("Fase", "Etapa"), "pl": ("Faza", "Etap"), "zh": ("阶段",),
    },
    "milestone": {
        "en": ("Milestone", "Release", "Gate"), "tr": ("Kilometre Taşı", "Dönüm Noktası"), "de": ("Meilenstein",),
        "fr": ("Jalon",), "es": ("Hito",), "pt": ("Marco",), "pl": ("Kamień milowy",), "zh": ("里程碑",),
    },
    "week": {
        "en": ("Week", "Weeks"), "tr": ("Hafta",), "de": ("Woche",), "fr": ("Semaine",), "es": ("Semana",),
        "pt": ("Semana",), "pl": ("Tydzień",), "zh": ("周",),
    },
    "wave": {
        "en": ("Wave",), "tr": ("Dalga",), "de": ("Welle",), "fr": ("Vague",), "es": ("Ola",), "pt": ("Onda",),
        "pl": ("Fala",), "zh": ("批次",),
    },
    "day": {
        "en": ("Day",), "tr": ("Gün",), "de": ("Tag",), "fr": ("Jour",), "es": ("Día",), "pt": ("Dia",),
        "pl": ("Dzień",), "zh": ("天",),
    },
}  # fmt: skip

TASK_WORDS: Final[Words] = {
    "en": ("Task", "Story", "User Story", "Issue", "Ticket", "Bug", "Subtask", "Sub-task", "Item", "Feature", "Work item"),
    "tr": ("Görev", "Hikaye", "İş", "Madde", "Alt görev"),
    "de": ("Aufgabe", "Arbeitspaket", "Teilaufgabe"),
    "fr": ("Tâche", "Histoire", "Sous-tâche"),
    "es": ("Tarea", "Historia", "Subtarea"),
    "pt": ("Tarefa", "História", "Subtarefa"),
    "pl": ("Zadanie", "Historyjka", "Podzadanie"),
    "zh": ("任务", "故事"),
}

TASK_PLURALS: Final[Words] = {
    "en": ("Tasks", "Stories", "Items", "Issues", "Features", "User Stories", "Work", "Tickets", "Bugs"),
    "tr": ("Görevler", "İşler", "Maddeler", "Özellikler"),
    "de": ("Aufgaben", "Arbeiten", "Punkte"),
    "fr": ("Tâches", "Travaux"),
    "es": ("Tareas",),
    "pt": ("Tarefas", "Itens"),
    "pl": ("Zadania", "Prace"),
    "zh": ("任务", "事项"),
}

# Headings and labels whose boxes are conditions, not work.
NOT_WORK: Final[Words] = {
    "en": (
        "definition of done", "definition of ready", "success criteria", "acceptance criteria", "exit criteria", "done when",
        "dod", "daily checklist", "success metrics", "launch criteria", "quality gates", "completion criteria", "entry criteria",
        "before each commit", "after each task", "before starting", "review checklist", "pr checklist", "code review checklist",
        "for each task", "for each sprint", "for each phase", "quality checklist", "success indicators",
        "validation checklist", "verification checklist", "requirement completeness", "content quality", "legend", "how to use",
    ),
    "tr": (
        "tamamlanma tanımı", "tamamlandı tanımı", "başarı kriterleri", "kabul kriterleri", "kabul kriteri", "başarı ölçütleri",
        "günlük kontrol listesi", "çıkış kriterleri", "bitti tanımı", "her görev için", "her sprint için", "açıklamalar",
    ),
    "de": ("akzeptanzkriterien", "erfolgskriterien", "abnahmekriterien", "definition of done", "tägliche checkliste", "legende"),
    "fr": (
        "critères de succès", "critères d'acceptation", "définition de terminé", "définition du fini", "liste quotidienne",
        "critères de réussite", "légende", "critères de validation",
    ),
    "es": (
        "criterios de aceptación", "criterios de éxito", "definición de hecho", "definición de terminado", "leyenda",
        "lista diaria",
    ),
    "pt": (
        "critérios de aceitação", "critérios de aceite", "critérios de sucesso", "definição de pronto", "definição de feito",
        "checklist diário", "legenda",
    ),
    "pl": ("kryteria akceptacji", "kryteria sukcesu", "definicja ukończenia", "definicja gotowości", "legenda"),
    "zh": ("验收标准", "完成定义", "成功标准", "完成标准", "图例"),
}

ONGOING_WORDS: Final[Words] = {
    "en": ("Ongoing", "Continuous", "Recurring"), "tr": ("Sürekli", "Devamlı", "Süregelen"), "de": ("Laufend", "Fortlaufend", "Dauerhaft"),
    "fr": ("En continu", "Continu", "Permanent"), "es": ("Continuo", "Permanente"), "pt": ("Contínuo", "Contínua", "Permanente"),
    "pl": ("Ciągłe", "Na bieżąco"), "zh": ("持续", "持续进行"),
}  # fmt: skip

NOTE_WORDS: Final[Words] = {
    "en": ("Notes", "Important Notes"), "tr": ("Notlar", "Önemli Notlar"), "de": ("Notizen", "Hinweise", "Anmerkungen"),
    "fr": ("Notes", "Remarques"), "es": ("Notas", "Observaciones"), "pt": ("Notas", "Observações"),
    "pl": ("Uwagi", "Notatki"), "zh": ("备注", "注意事项", "说明"),
}  # fmt: skip

TOTAL_WORDS: Final[Words] = {
    "en": ("Total", "Overall", "Sum"), "tr": ("Toplam",), "de": ("Gesamt", "Summe", "Insgesamt"), "fr": ("Total",),
    "es": ("Total",), "pt": ("Total",), "pl": ("Razem", "Łącznie", "Suma"), "zh": ("总计", "合计", "总"),
}  # fmt: skip

ORDER_WORDS: Final[Words] = {
    "en": ("critical path", "order", "execution order", "sequence", "dependency graph", "dependencies", "flow"),
    "tr": ("kritik yol", "sıra", "sıralama", "öncelik sırası", "bağımlılıklar", "bağımlılık grafiği"),
    "de": ("kritischer pfad", "reihenfolge", "abhängigkeiten"), "fr": ("chemin critique", "ordre", "dépendances"),
    "es": ("ruta crítica", "camino crítico", "orden", "dependencias"), "pt": ("caminho crítico", "ordem", "dependências"),
    "pl": ("ścieżka krytyczna", "kolejność", "zależności"), "zh": ("关键路径", "顺序", "依赖关系"),
}  # fmt: skip

RANGE_WORDS: Final[Words] = {
    "en": ("to", "through", "thru", "until"), "tr": ("ila", "ile"), "de": ("bis",), "fr": ("à", "jusqu'à"), "es": ("a", "hasta"),
    "pt": ("a", "até"), "pl": ("do",), "zh": ("至", "到"),
}  # fmt: skip

# Hours of one unit; "day", "week" and "month" follow the plan's working hours.
UNITS: Final[dict[str, Words]] = {
    "minute": {
        "en": ("min", "mins", "minute", "minutes", "m"), "tr": ("dk", "dakika", "dakikada"), "de": ("minute", "minuten"),
        "fr": ("minute", "minutes"), "es": ("minuto", "minutos"), "pt": ("minuto", "minutos"), "pl": ("minut", "minuty", "minuta"),
        "zh": ("分钟", "分"),
    },
    "hour": {
        "en": ("h", "hr", "hrs", "hour", "hours", "man-hours", "person-hours", "dev hours"),
        "tr": ("saat", "sa", "saatte", "adam saat", "adam-saat"), "de": ("stunde", "stunden", "std"),
        "fr": ("heure", "heures"), "es": ("hora", "horas"), "pt": ("hora", "horas"),
        "pl": ("godz", "godzina", "godziny", "godzin"), "zh": ("小时", "个小时", "时"),
    },
    "day": {
        "en": (
            "d", "day", "days", "workday", "workdays", "working days", "business days", "person-days", "man-days",
            "person-day", "person days", "man days", "man-day", "dev-days", "dev-day", "dev days", "engineer-days",
            "ideal days",
        ),
        "tr": ("gün", "iş günü", "günde", "adam gün", "adam-gün", "adam/gün", "kişi gün", "kişi/gün"),
        "de": ("tag", "tage", "tagen", "arbeitstage", "personentage"),
        "fr": ("jour", "jours", "j", "journée", "journées"),
        "es": ("día", "días", "dia", "dias"), "pt": ("dia", "dias"), "pl": ("dzień", "dni", "dnia"),
        "zh": ("天", "个工作日", "工作日", "日", "人天", "人日"),
    },
    "week": {
        "en": ("w", "wk", "wks", "week", "weeks"), "tr": ("hafta", "haftada"), "de": ("woche", "wochen"),
        "fr": ("semaine", "semaines", "sem"), "es": ("semana", "semanas", "sem"), "pt": ("semana", "semanas", "sem"),
        "pl": ("tydzień", "tygodnie", "tygodni", "tyg"), "zh": ("周", "个周", "星期"),
    },
    "month": {
        "en": ("month", "months", "mo"), "tr": ("ay",), "de": ("monat", "monate", "monaten"), "fr": ("mois",),
        "es": ("mes", "meses"), "pt": ("mês", "meses"), "pl": ("miesiąc", "miesiące", "miesięcy"), "zh": ("个月", "月"),
    },
}  # fmt: skip

HALF_WORDS: Final[Words] = {
    "en": ("half a", "half an", "half", "½"), "tr": ("yarım",),
    "de": ("halber", "halbe", "halben", "ein halber", "einen halben"),
    "fr": ("demi", "une demi"), "es": ("medio", "media"), "pt": ("meio", "meia"),
    "pl": ("pół",), "zh": ("半", "半个"),
}  # fmt: skip

# Column heads of task tables beyond the field labels.
COLUMNS: Final[dict[str, Words]] = {
    "id": {
        "en": ("ID", "#", "No", "No.", "Task ID", "Ref", "Key", "Nr", "Code", "Story ID", "Ticket", "Num", "Issue ID", "№"),
        "tr": ("Görev ID", "Kod", "Sıra", "Görev No", "Sıra No"), "de": ("Nr.", "Nummer", "Kennung"), "fr": ("N°", "Réf", "Référence"),
        "es": ("N.º", "Código", "Nº"), "pt": ("Nº", "Código"), "pl": ("Lp", "Lp.", "Numer"), "zh": ("编号", "序号", "任务编号", "任务ID"),
    },
    "title": {
        "en": (
            "Task", "Title", "Description", "Name", "Task Name", "Story", "User Story", "Item", "Feature", "Action", "Work", "Issue",
            "Summary", "What", "Deliverable", "Task Description", "Action Item", "Work Item", "Step", "Bug", "Todo", "To-do",
        ),
        "tr": ("Görev", "Açıklama", "Başlık", "İş", "Görev Adı", "Aksiyon", "Madde", "Ad", "Yapılacak", "Özellik", "Tanım", "Adım"),
        "de": ("Aufgabe", "Titel", "Beschreibung", "Maßnahme", "Arbeitspaket", "Name", "Schritt"),
        "fr": ("Tâche", "Titre", "Description", "Action", "Nom", "Intitulé"),
        "es": ("Tarea", "Título", "Descripción", "Acción", "Nombre"),
        "pt": ("Tarefa", "Título", "Descrição", "Ação", "Nome", "Item"),
        "pl": ("Zadanie", "Tytuł", "Opis", "Nazwa", "Krok"),
        "zh": ("任务", "标题", "描述", "任务名称", "名称", "任务描述", "内容", "事项"),
    },
    "count": {
        "en": (
            "Tasks", "Task Count", "Count", "Stories", "Total", "Total Tasks", "Completed", "Remaining", "Number of Tasks", "# Tasks",
            "Done/Total", "Items", "Issues", "Not Started", "Blocked", "Qty",
        ),
        "tr": ("Görev Sayısı", "Adet", "Sayı", "Toplam", "Task Sayısı", "Görevler", "Kalan", "Tamamlanan"),
        "de": ("Anzahl", "Aufgaben", "Gesamt"), "fr": ("Nombre", "Tâches", "Total", "Nombre de tâches"),
        "es": ("Cantidad", "Tareas", "Total", "Nº de tareas"), "pt": ("Quantidade", "Tarefas", "Total", "Qtd"),
        "pl": ("Liczba", "Zadania", "Liczba zadań", "Razem"), "zh": ("数量", "任务数", "总数", "合计"),
    },
    "field": {
        "en": ("Field", "Property", "Attribute", "Metric", "Key", "Aspect", "Parameter", "Item", "Setting", "Detail"),
        "tr": ("Alan", "Özellik", "Metrik", "Bilgi"), "de": ("Feld", "Eigenschaft", "Metrik"), "fr": ("Champ", "Propriété", "Métrique"),
        "es": ("Campo", "Propiedad", "Métrica"), "pt": ("Campo", "Propriedade", "Métrica"), "pl": ("Pole", "Właściwość", "Metryka"),
        "zh": ("字段", "属性", "指标", "项目"),
    },
    "value": {
        "en": ("Value", "Details", "Data", "Content", "Target", "Detail"), "tr": ("Değer", "Detay", "Açıklama"), "de": ("Wert", "Inhalt"),
        "fr": ("Valeur", "Détail"), "es": ("Valor", "Detalle"), "pt": ("Valor", "Detalhe"), "pl": ("Wartość", "Szczegóły"),
        "zh": ("值", "内容", "数值"),
    },
    "hazard": {
        "en": ("Likelihood", "Probability", "Mitigation", "Mitigation Strategy", "Contingency"),
        "tr": ("Olasılık", "Azaltma", "Önlem"), "de": ("Wahrscheinlichkeit", "Gegenmaßnahme"),
        "fr": ("Probabilité", "Atténuation", "Mitigation"), "es": ("Probabilidad", "Mitigación"), "pt": ("Probabilidade", "Mitigação"),
        "pl": ("Prawdopodobieństwo", "Mitygacja"), "zh": ("概率", "可能性", "缓解措施"),
    },
}  # fmt: skip

# The unit words that the writer uses.
UNIT_NAMES: Final[dict[str, dict[str, str]]] = {
    "en": {"minute": "min", "hour": "h", "day": "d"}, "tr": {"minute": "dk", "hour": "saat", "day": "gün"},
    "de": {"minute": "min", "hour": "Std", "day": "Tage"}, "fr": {"minute": "min", "hour": "h", "day": "jours"},
    "es": {"minute": "min", "hour": "h", "day": "días"}, "pt": {"minute": "min", "hour": "h", "day": "dias"},
    "pl": {"minute": "min", "hour": "godz", "day": "dni"}, "zh": {"minute": "分钟", "hour": "小时", "day": "天"},
}  # fmt: skip
