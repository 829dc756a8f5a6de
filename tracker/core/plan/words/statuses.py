"""Words and marks of statuses.

The first word of a language is the one that the writer uses where a file gives none of its own.
"""

from __future__ import annotations

from typing import Final

from tracker.core.plan.words.shape import Words

# fmt: off

STATUSES: Final[dict[str, Words]] = {
    "todo": {
        "en": (
            "To do", "Todo", "Pending", "Not started", "Open", "Planned", "Backlog", "Waiting", "Blocked",
            "On hold", "New", "Ready", "Queued", "Scheduled", "Deferred", "Paused", "Not done",
            "Incomplete", "Not completed", "Not complete", "Upcoming", "Postponed", "Next", "No",
            "Unstarted", "Later", "Proposed", "Draft", "Missing", "Icebox", "In planning",
        ),
        "tr": (
            "Bekliyor", "Beklemede", "Bekleniyor", "Yapılacak", "Başlanmadı", "Başlamadı", "Planlandı",
            "Açık", "Bekleyen", "Ertelendi", "Tamamlanmadı", "Yapılmadı", "Henüz başlamadı", "Bloke",
            "Bloke edildi", "Yapılacaklar", "Hazır", "Engellendi", "Eksik", "Planlanan", "Planlanıyor",
            "Planlama aşamasında",
        ),
        "de": (
            "Offen", "Ausstehend", "Geplant", "Wartend", "Nicht begonnen", "Nicht gestartet",
            "Zu erledigen", "Blockiert", "Wartet", "Zurückgestellt", "Nicht erledigt", "Nicht fertig",
            "Neu", "In Planung",
        ),
        "fr": (
            "À faire", "En attente", "Non démarré", "Planifié", "Ouvert", "Bloqué", "Non commencé",
            "Reporté", "Pas commencé", "Non terminé", "Non démarrée", "À venir", "Nouveau",
            "En planification",
        ),
        "es": (
            "Pendiente", "Pendientes", "Por hacer", "Sin empezar", "Abierto", "Planificado", "Bloqueado",
            "No iniciado", "En espera", "Aplazado", "No completado", "Nuevo", "En planificación",
        ),
        "pt": (
            "Pendente", "Pendentes", "A fazer", "Não iniciado", "Aberto", "Planejado", "Planeado",
            "Bloqueado", "Em espera", "Adiado", "Não concluído", "Aguardando", "Por fazer", "Novo",
            "Em planejamento",
        ),
        "pl": (
            "Do zrobienia", "Oczekuje", "Nie rozpoczęto", "Otwarte", "Zaplanowane", "Zablokowane",
            "Nierozpoczęte", "Wstrzymane", "Nie ukończone", "Oczekujące", "Nowe", "W planowaniu",
        ),
        "zh": ("待开始", "未开始", "待办", "待处理", "计划中", "未完成", "阻塞", "暂停", "等待中", "待定", "待执行", "规划中"),
    },
    "doing": {
        "en": (
            "In progress", "In-progress", "In_progress", "Doing", "WIP", "Ongoing", "Started", "Active",
            "Partial", "Partially done", "Partially complete", "Current", "Working", "Underway",
            "In development", "Partially completed", "In work", "Work in progress",
        ),
        "tr": (
            "Devam ediyor", "Yapılıyor", "Sürüyor", "Kısmen", "Devam eden", "Devam edenler", "Başladı",
            "Çalışılıyor", "Devam", "Aktif", "Geliştiriliyor", "Hazırlanıyor",
        ),
        "de": ("In Arbeit", "In Bearbeitung", "Teilweise", "Läuft", "Begonnen", "Gestartet", "Laufend"),
        "fr": ("En cours", "Partiel", "Commencé", "Partiellement", "Démarré", "En développement"),
        "es": ("En progreso", "En curso", "En proceso", "Parcial", "Iniciado", "En desarrollo"),
        "pt": (
            "Em andamento", "Em progresso", "Em curso", "Parcial", "Iniciado", "Fazendo",
            "Em desenvolvimento",
        ),
        "pl": ("W trakcie", "W toku", "Częściowo", "Rozpoczęte", "W realizacji"),
        "zh": ("进行中", "部分完成", "开发中", "处理中", "已开始", "执行中"),
    },
    "review": {
        "en": (
            "In review", "Review", "Code review", "In code review", "Testing", "In testing", "QA",
            "Awaiting review", "Under review", "In_review", "Ready for review", "Verifying", "Ready to merge",
            "Ready to land",
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
            "Done", "Complete", "Completed", "Finished", "Closed", "Merged", "Shipped", "Resolved", "Fixed",
            "Implemented", "Released", "Deployed", "Verified", "Yes", "Passed", "Live", "Accepted",
            "Delivered",
        ),
        "tr": (
            "Tamamlandı", "Bitti", "Yapıldı", "Tamam", "Tamamlanan", "Tamamlananlar", "Kapandı", "Çözüldü",
            "Tamamlanmış", "Düzeltildi", "Eklendi", "Kapatıldı", "Bitenler", "Doğrulandı", "Onaylandı",
        ),
        "de": (
            "Erledigt", "Fertig", "Abgeschlossen", "Umgesetzt", "Implementiert", "Behoben", "Geschlossen",
            "Gelöst", "Verifiziert", "Abgenommen",
        ),
        "fr": (
            "Terminé", "Fait", "Complété", "Achevé", "Terminée", "Livré", "Terminés", "Complétée", "Résolu",
            "Faite", "Réalisé", "Réalisée", "Livrée", "Achevée", "Validée", "Résolue",
        ),
        "es": (
            "Hecho", "Completado", "Terminado", "Finalizado", "Completada", "Completadas", "Terminada",
            "Resuelto", "Listo", "Hecha", "Verificado", "Verificada", "Finalizada", "Cerrado", "Cerrada",
            "Implementado", "Implementada", "Resuelta",
        ),
        "pt": (
            "Concluído", "Feito", "Finalizado", "Completo", "Concluída", "Concluídas", "Concluídos",
            "Implementado", "Implementada", "Resolvido", "Pronto", "Entregue", "Verificado", "Verificada", "Feita",
            "Finalizada", "Resolvida", "Fechado",
        ),
        "pl": (
            "Zrobione", "Ukończone", "Zakończone", "Gotowe", "Wykonane", "Zakończony", "Ukończony",
            "Zrealizowane", "Zweryfikowane",
        ),
        "zh": ("已完成", "完成", "已解决", "已上线", "已关闭", "已实现"),
    },
    "dropped": {
        "en": (
            "Dropped", "Cancelled", "Canceled", "Won't do", "Wontfix", "Won't fix", "Declined", "Rejected",
            "Skipped", "Obsolete", "Abandoned", "Not doing", "Superseded", "Not needed", "Out of scope",
        ),
        "tr": ("İptal edildi", "İptal", "Vazgeçildi", "Reddedildi", "Atlandı", "Kapsam dışı", "Gereksiz"),
        "de": ("Verworfen", "Abgebrochen", "Abgelehnt", "Gestrichen", "Entfällt", "Übersprungen"),
        "fr": ("Annulé", "Abandonné", "Rejeté", "Annulée", "Ignoré", "Abandonnée", "Rejetée"),
        "es": ("Cancelado", "Descartado", "Rechazado", "Cancelada", "Omitido"),
        "pt": ("Cancelado", "Descartado", "Rejeitado", "Cancelada", "Abandonado"),
        "pl": ("Anulowane", "Odrzucone", "Porzucone", "Pominięte"),
        "zh": ("已取消", "取消", "已放弃", "已废弃"),
    },
}

# Status words that say more than their status: the writer takes none of them for a plain one.
SPECIAL_STATUSES: Final[Words] = {
    "en": (
        "Blocked", "On hold", "Deferred", "Paused", "Postponed", "Missing", "Later", "Icebox", "Proposed",
        "Draft", "No", "Yes", "Partial", "Partially done", "Partially complete", "Partially completed",
        "Verified", "Superseded", "Obsolete", "Incomplete", "Not done", "Not complete", "Not completed",
    ),
    "tr": (
        "Bloke", "Bloke edildi", "Ertelendi", "Engellendi", "Eksik", "Kısmen", "Kapsam dışı", "Gereksiz",
        "Tamamlanmadı",
    ),
    "de": ("Blockiert", "Zurückgestellt", "Teilweise"),
    "fr": ("Bloqué", "Reporté", "Partiel", "Partiellement"),
    "es": ("Bloqueado", "Aplazado", "Parcial"),
    "pt": ("Bloqueado", "Adiado", "Parcial"),
    "pl": ("Zablokowane", "Wstrzymane", "Częściowo"),
    "zh": ("阻塞", "暂停", "部分完成"),
}

STATUS_MARKS: Final[dict[str, str]] = {
    "✅": "done", "✔": "done", "☑": "done", "✓": "done", "🎉": "done", "🏁": "done", "🔄": "doing",
    "🚧": "doing", "🏗": "doing", "▶": "doing", "🔨": "doing", "🛠": "doing", "🟦": "doing", "👀": "review",
    "🔍": "review", "🧪": "review", "⏸": "todo", "⏳": "todo", "⬜": "todo", "☐": "todo", "🔲": "todo",
    "❌": "todo", "🕒": "todo", "📋": "todo", "⭕": "todo", "◻": "todo", "🔜": "todo", "⌛": "todo", "✗": "todo",
    "🚫": "dropped", "⏭": "dropped", "🗑": "dropped",
}

# What a mark says where it stands at the end of a heading or a cell: only those that are plainly about progress.
HEADING_MARKS: Final = frozenset("✅✔☑✓🔄🚧👀⏸⏳⬜❌🚫⏭")

# The mark that the writer puts for a status where the file uses marks.
MARK_OF: Final[dict[str, str]] = {"todo": "⏳", "doing": "🔄", "review": "👀", "done": "✅", "dropped": "🚫"}

BOX_MARKS: Final[dict[str, str]] = {
    " ": "todo", "	": "todo", "": "todo", "x": "done", "X": "done", "✅": "done", "✓": "done", "✔": "done",
    "☑": "done", "/": "doing", "~": "doing", ">": "doing", "🔄": "doing", "🚧": "doing", "-": "dropped",
    "⏭": "dropped", "🚫": "dropped", "⏸": "todo", "⏳": "todo",
}
