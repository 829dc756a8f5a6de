"""Words of headings and columns: what a part of a plan is, and whether its boxes are work."""

from __future__ import annotations

from typing import Final

from tracker.core.plan.words.shape import Words

# fmt: off

# Kinds of sprint, best first: where a file has several kinds that hold tasks, the first of this order is taken.
SPRINT_WORDS: Final[dict[str, Words]] = {
    "sprint": {
        "en": ("Sprint", "Iteration", "Cycle"),
        "tr": ("Sprint", "İterasyon"),
        "de": ("Sprint", "Iteration"),
        "fr": ("Sprint", "Itération"),
        "es": ("Sprint", "Iteración"),
        "pt": ("Sprint", "Iteração"),
        "pl": ("Sprint", "Iteracja"),
        "zh": ("冲刺", "迭代"),
    },
    "phase": {
        "en": ("Phase", "Stage"),
        "tr": ("Faz", "Aşama", "Evre"),
        "de": ("Phase", "Etappe"),
        "fr": ("Phase", "Étape"),
        "es": ("Fase", "Etapa"),
        "pt": ("Fase", "Etapa"),
        "pl": ("Faza", "Etap"),
        "zh": ("阶段",),
    },
    "milestone": {
        "en": ("Milestone", "Release", "Gate"),
        "tr": ("Kilometre Taşı", "Dönüm Noktası"),
        "de": ("Meilenstein",),
        "fr": ("Jalon",),
        "es": ("Hito",),
        "pt": ("Marco",),
        "pl": ("Kamień milowy",),
        "zh": ("里程碑",),
    },
    "week": {
        "en": ("Week", "Weeks"),
        "tr": ("Hafta",),
        "de": ("Woche",),
        "fr": ("Semaine",),
        "es": ("Semana",),
        "pt": ("Semana",),
        "pl": ("Tydzień",),
        "zh": ("周",),
    },
    "wave": {
        "en": ("Wave",),
        "tr": ("Dalga",),
        "de": ("Welle",),
        "fr": ("Vague",),
        "es": ("Ola",),
        "pt": ("Onda",),
        "pl": ("Fala",),
        "zh": ("批次",),
    },
    "day": {
        "en": ("Day",),
        "tr": ("Gün",),
        "de": ("Tag",),
        "fr": ("Jour",),
        "es": ("Día",),
        "pt": ("Dia",),
        "pl": ("Dzień",),
        "zh": ("天",),
    },
}

TASK_WORDS: Final[Words] = {
    "en": (
        "Task", "Story", "User Story", "Issue", "Ticket", "Bug", "Subtask", "Sub-task", "Item", "Feature",
        "Work item",
    ),
    "tr": ("Görev", "Hikaye", "İş", "Madde", "Alt görev"),
    "de": ("Aufgabe", "Arbeitspaket", "Teilaufgabe"),
    "fr": ("Tâche", "Histoire", "Sous-tâche"),
    "es": ("Tarea", "Historia", "Subtarea"),
    "pt": ("Tarefa", "História", "Subtarefa"),
    "pl": ("Zadanie", "Historyjka", "Podzadanie"),
    "zh": ("任务", "故事"),
}

# The tasks that are stories, which may only group the boxes of a section called by one of the words below.
STORY_WORDS: Final[Words] = {
    "en": ("Story", "User Story"),
    "tr": ("Hikaye", "Kullanıcı Hikayesi"),
    "fr": ("Histoire",),
    "es": ("Historia",),
    "pt": ("História",),
    "pl": ("Historyjka",),
}

TASK_SECTION_WORDS: Final[Words] = {
    "en": ("Tasks",),
    "tr": ("Görevler", "Görevleri"),
    "de": ("Aufgaben",),
    "fr": ("Tâches",),
    "es": ("Tareas",),
    "pt": ("Tarefas",),
    "pl": ("Zadania",),
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
        "definition of done", "definition of ready", "success criteria", "acceptance criteria",
        "exit criteria", "done when", "dod", "daily checklist", "daily standup", "standup checklist",
        "success metrics", "launch criteria", "quality gates", "completion criteria", "entry criteria",
        "before each commit", "after each task", "before starting", "review checklist", "pr checklist",
        "code review checklist", "for each task", "for each sprint", "for each phase", "quality checklist",
        "success indicators", "validation checklist", "verification checklist", "requirement completeness",
        "content quality", "legend", "how to use",
    ),
    "tr": (
        "tamamlanma tanımı", "tamamlandı tanımı", "başarı kriterleri", "kabul kriterleri", "kabul kriteri",
        "başarı ölçütleri", "günlük kontrol listesi", "çıkış kriterleri", "bitti tanımı", "her görev için",
        "her sprint için", "açıklamalar", "başarı metrikleri", "başarı göstergeleri",
        "doğrulama kontrol listesi",
    ),
    "de": (
        "akzeptanzkriterien", "erfolgskriterien", "abnahmekriterien", "definition of done",
        "tägliche checkliste", "legende", "ausstiegskriterien", "erfolgsmetriken", "erfolgskennzahlen",
        "validierungscheckliste", "prüfcheckliste",
    ),
    "fr": (
        "critères de succès", "critères d'acceptation", "définition de terminé", "définition du fini",
        "liste quotidienne", "critères de réussite", "légende", "critères de validation",
        "critères de sortie", "métriques de succès", "indicateurs de succès", "indicateurs de réussite",
        "checklist de validation", "liste de validation",
    ),
    "es": (
        "criterios de aceptación", "criterios de éxito", "definición de hecho", "definición de terminado",
        "leyenda", "lista diaria", "criterios de salida", "métricas de éxito", "indicadores de éxito",
        "lista de validación", "checklist de validación",
    ),
    "pt": (
        "critérios de aceitação", "critérios de aceite", "critérios de sucesso", "definição de pronto",
        "definição de feito", "checklist diário", "legenda", "critérios de saída", "métricas de sucesso",
        "indicadores de sucesso", "checklist de validação", "lista de validação",
    ),
    "pl": (
        "kryteria akceptacji", "kryteria sukcesu", "definicja ukończenia", "definicja gotowości", "legenda",
        "kryteria wyjścia", "metryki sukcesu", "wskaźniki sukcesu",
    ),
    "zh": ("验收标准", "完成定义", "成功标准", "完成标准", "图例", "退出标准", "成功指标"),
}

# Headings whose boxes are no tasks in a file where tasks have ids.
RESULT_WORDS: Final[Words] = {
    "en": (
        "deliverables", "deliverable", "test plan", "testing checklist", "test checklist",
        "verification checklist", "validation checklist", "sign-off", "smoke tests", "prerequisites",
        "pre-requisites", "file list", "list of files", "files to create", "files to modify",
        "files created", "files modified", "new files", "modified files", "checkpoint",
    ),
    "tr": ("teslimatlar", "çıktılar", "test planı", "test listesi", "doğrulama listesi", "ön koşullar",
        "önkoşullar", "dosya listesi", "değişen dosyalar",
        "kontrol noktası"),
    "de": ("ergebnisse", "liefergegenstände", "testplan", "lieferobjekte", "voraussetzungen", "dateiliste", "geänderte dateien"),
    "fr": ("livrables", "plan de test", "plan de tests", "prérequis", "pré-requis", "liste des fichiers", "fichiers modifiés"),
    "es": ("entregables", "plan de pruebas", "requisitos previos", "prerrequisitos", "lista de archivos",
        "archivos modificados"),
    "pt": ("entregáveis", "plano de testes", "pré-requisitos", "lista de arquivos", "arquivos modificados"),
    "pl": ("rezultaty", "plan testów", "wymagania wstępne", "lista plików", "zmienione pliki"),
    "zh": ("交付物", "测试计划", "前置条件", "文件清单", "文件列表", "新增文件", "修改文件"),
}

# What a list to tick off is called; such boxes are no tasks beside tables and headings that are.
CHECKLIST_WORDS: Final[Words] = {
    "en": ("checklist",),
    "tr": ("kontrol listesi",),
    "de": ("checkliste",),
    "fr": ("liste de contrôle", "liste de vérification"),
    "es": ("lista de verificación", "lista de chequeo"),
    "pt": ("lista de verificação", "lista de controle"),
    "pl": ("lista kontrolna",),
    "zh": ("检查清单",),
}

ONGOING_WORDS: Final[Words] = {
    "en": ("Ongoing", "Continuous", "Recurring"),
    "tr": ("Sürekli", "Devamlı", "Süregelen"),
    "de": ("Laufend", "Fortlaufend", "Dauerhaft"),
    "fr": ("En continu", "Continu", "Permanent"),
    "es": ("Continuo", "Permanente"),
    "pt": ("Contínuo", "Contínua", "Permanente"),
    "pl": ("Ciągłe", "Na bieżąco"),
    "zh": ("持续", "持续进行"),
}

NOTE_WORDS: Final[Words] = {
    "en": ("Notes", "Important Notes"),
    "tr": ("Notlar", "Önemli Notlar"),
    "de": ("Notizen", "Hinweise", "Anmerkungen"),
    "fr": ("Notes", "Remarques"),
    "es": ("Notas", "Observaciones"),
    "pt": ("Notas", "Observações"),
    "pl": ("Uwagi", "Notatki"),
    "zh": ("备注", "注意事项", "说明"),
}

TOTAL_WORDS: Final[Words] = {
    "en": ("Total", "Overall", "Sum"),
    "tr": ("Toplam",),
    "de": ("Gesamt", "Summe", "Insgesamt"),
    "fr": ("Total",),
    "es": ("Total",),
    "pt": ("Total",),
    "pl": ("Razem", "Łącznie", "Suma"),
    "zh": ("总计", "合计", "总"),
}

ORDER_WORDS: Final[Words] = {
    "en": (
        "critical path", "order", "execution order", "sequence", "dependency graph", "dependencies", "flow",
    ),
    "tr": ("kritik yol", "sıra", "sıralama", "öncelik sırası", "bağımlılıklar", "bağımlılık grafiği"),
    "de": ("kritischer pfad", "reihenfolge", "abhängigkeiten"),
    "fr": ("chemin critique", "ordre", "dépendances"),
    "es": ("ruta crítica", "camino crítico", "orden", "dependencias"),
    "pt": ("caminho crítico", "ordem", "dependências"),
    "pl": ("ścieżka krytyczna", "kolejność", "zależności"),
    "zh": ("关键路径", "顺序", "依赖关系"),
}

RANGE_WORDS: Final[Words] = {
    "en": ("to", "through", "thru", "until"),
    "tr": ("ila", "ile"),
    "de": ("bis",),
    "fr": ("à", "jusqu'à"),
    "es": ("a", "hasta"),
    "pt": ("a", "até"),
    "pl": ("do",),
    "zh": ("至", "到"),
}

# Column heads of task tables beyond the field labels.
COLUMNS: Final[dict[str, Words]] = {
    "id": {
        "en": (
            "ID", "#", "No", "No.", "Task ID", "Ref", "Key", "Nr", "Code", "Story ID", "Ticket", "Num",
            "Issue ID", "№",
        ),
        "tr": ("Görev ID", "Kod", "Sıra", "Görev No", "Sıra No"),
        "de": ("Nr.", "Nummer", "Kennung"),
        "fr": ("N°", "Réf", "Référence"),
        "es": ("N.º", "Código", "Nº"),
        "pt": ("Nº", "Código"),
        "pl": ("Lp", "Lp.", "Numer"),
        "zh": ("编号", "序号", "任务编号", "任务ID"),
    },
    "title": {
        "en": (
            "Task", "Title", "Description", "Name", "Task Name", "Story", "User Story", "Item", "Feature",
            "Action", "Work", "Issue", "Summary", "What", "Deliverable", "Task Description", "Action Item",
            "Work Item", "Step", "Bug", "Todo", "To-do", "Required Action", "Action Required",
        ),
        "tr": (
            "Görev", "Açıklama", "Başlık", "İş", "Görev Adı", "Aksiyon", "Madde", "Ad", "Yapılacak",
            "Özellik", "Tanım", "Adım", "Gereken Aksiyon",
        ),
        "de": ("Aufgabe", "Titel", "Beschreibung", "Maßnahme", "Arbeitspaket", "Name", "Schritt",
            "Erforderliche Maßnahme"),
        "fr": ("Tâche", "Titre", "Description", "Action", "Nom", "Intitulé", "Action requise"),
        "es": ("Tarea", "Título", "Descripción", "Acción", "Nombre", "Acción requerida"),
        "pt": ("Tarefa", "Título", "Descrição", "Ação", "Nome", "Item", "Ação necessária"),
        "pl": ("Zadanie", "Tytuł", "Opis", "Nazwa", "Krok", "Wymagane działanie"),
        "zh": ("任务", "标题", "描述", "任务名称", "名称", "任务描述", "内容", "事项"),
    },
    "count": {
        "en": (
            "Tasks", "Task Count", "Count", "Stories", "Total", "Total Tasks", "Completed", "Remaining",
            "Number of Tasks", "# Tasks", "Done/Total", "Items", "Issues", "Not Started", "Blocked", "Qty",
        ),
        "tr": ("Görev Sayısı", "Adet", "Sayı", "Toplam", "Task Sayısı", "Görevler", "Kalan", "Tamamlanan"),
        "de": ("Anzahl", "Aufgaben", "Gesamt"),
        "fr": ("Nombre", "Tâches", "Total", "Nombre de tâches"),
        "es": ("Cantidad", "Tareas", "Total", "Nº de tareas"),
        "pt": ("Quantidade", "Tarefas", "Total", "Qtd"),
        "pl": ("Liczba", "Zadania", "Liczba zadań", "Razem"),
        "zh": ("数量", "任务数", "总数", "合计"),
    },
    "field": {
        "en": (
            "Field", "Property", "Attribute", "Metric", "Key", "Aspect", "Parameter", "Item", "Setting",
            "Detail",
        ),
        "tr": ("Alan", "Özellik", "Metrik", "Bilgi"),
        "de": ("Feld", "Eigenschaft", "Metrik"),
        "fr": ("Champ", "Propriété", "Métrique"),
        "es": ("Campo", "Propiedad", "Métrica"),
        "pt": ("Campo", "Propriedade", "Métrica"),
        "pl": ("Pole", "Właściwość", "Metryka"),
        "zh": ("字段", "属性", "指标", "项目"),
    },
    "value": {
        "en": ("Value", "Details", "Data", "Content", "Target", "Detail"),
        "tr": ("Değer", "Detay", "Açıklama"),
        "de": ("Wert", "Inhalt"),
        "fr": ("Valeur", "Détail"),
        "es": ("Valor", "Detalle"),
        "pt": ("Valor", "Detalhe"),
        "pl": ("Wartość", "Szczegóły"),
        "zh": ("值", "内容", "数值"),
    },
    "hazard": {
        "en": ("Likelihood", "Probability", "Mitigation", "Mitigation Strategy", "Contingency"),
        "tr": ("Olasılık", "Azaltma", "Önlem"),
        "de": ("Wahrscheinlichkeit", "Gegenmaßnahme"),
        "fr": ("Probabilité", "Atténuation", "Mitigation"),
        "es": ("Probabilidad", "Mitigación"),
        "pt": ("Probabilidade", "Mitigação"),
        "pl": ("Prawdopodobieństwo", "Mitygacja"),
        "zh": ("概率", "可能性", "缓解措施"),
    },
}
