"""Words of priorities, units and of what fields hold."""

from __future__ import annotations

from typing import Final

from tracker.core.plan.words.shape import Words

# fmt: off

PRIORITIES: Final[dict[str, Words]] = {
    "critical": {
        "en": (
            "CRITICAL", "Blocker", "Urgent", "Highest", "P0", "Must", "Must have", "Must-have",
            "Showstopper", "Severe",
        ),
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
        "en": (
            "MEDIUM", "P2", "Could", "Could have", "Could-have", "Moderate", "Normal", "Med", "Nice",
            "Medium-High",
        ),
        "tr": ("ORTA", "Normal"),
        "de": ("Mittel", "Mittlere", "Normal", "Kann"),
        "fr": ("Moyenne", "Moyen", "Modérée", "Normale"),
        "es": ("Media", "Medio", "Normal"),
        "pt": ("Média", "Médio", "Normal"),
        "pl": ("Średni", "Średnia", "Średnie", "Normalny"),
        "zh": ("中", "中等", "普通"),
    },
    "low": {
        "en": (
            "LOW", "P3", "P4", "Won't", "Won't have", "Minor", "Nice to have", "Nice-to-have", "Lowest",
            "Trivial", "Optional",
        ),
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
    "🔺": "critical", "🔴": "critical", "🚨": "critical", "⏫": "high", "🟠": "high", "🔼": "medium",
    "🟡": "medium", "🔽": "low", "⏬": "low", "🟢": "low", "🔵": "low", "⚪": "low",
}

# Hours of one unit; "day", "week" and "month" follow the plan's working hours.
UNITS: Final[dict[str, Words]] = {
    "minute": {
        "en": ("min", "mins", "minute", "minutes", "m"),
        "tr": ("dk", "dakika", "dakikada"),
        "de": ("minute", "minuten"),
        "fr": ("minute", "minutes"),
        "es": ("minuto", "minutos"),
        "pt": ("minuto", "minutos"),
        "pl": ("minut", "minuty", "minuta"),
        "zh": ("分钟", "分"),
    },
    "hour": {
        "en": ("h", "hr", "hrs", "hour", "hours", "man-hours", "person-hours", "dev hours"),
        "tr": ("saat", "sa", "saatte", "adam saat", "adam-saat"),
        "de": ("stunde", "stunden", "std"),
        "fr": ("heure", "heures"),
        "es": ("hora", "horas"),
        "pt": ("hora", "horas"),
        "pl": ("godz", "godzina", "godziny", "godzin"),
        "zh": ("小时", "个小时", "时"),
    },
    "day": {
        "en": (
            "d", "day", "days", "workday", "workdays", "working days", "business days", "person-days",
            "man-days", "person-day", "person days", "man days", "man-day", "dev-days", "dev-day",
            "dev days", "engineer-days", "ideal days",
        ),
        "tr": ("gün", "iş günü", "günde", "adam gün", "adam-gün", "adam/gün", "kişi gün", "kişi/gün"),
        "de": ("tag", "tage", "tagen", "arbeitstage", "personentage"),
        "fr": ("jour", "jours", "j", "journée", "journées"),
        "es": ("día", "días", "dia", "dias"),
        "pt": ("dia", "dias"),
        "pl": ("dzień", "dni", "dnia"),
        "zh": ("天", "个工作日", "工作日", "日", "人天", "人日"),
    },
    "week": {
        "en": ("w", "wk", "wks", "week", "weeks"),
        "tr": ("hafta", "haftada"),
        "de": ("woche", "wochen"),
        "fr": ("semaine", "semaines", "sem"),
        "es": ("semana", "semanas", "sem"),
        "pt": ("semana", "semanas", "sem"),
        "pl": ("tydzień", "tygodnie", "tygodni", "tyg"),
        "zh": ("周", "个周", "星期"),
    },
    "month": {
        "en": ("month", "months", "mo"),
        "tr": ("ay",),
        "de": ("monat", "monate", "monaten"),
        "fr": ("mois",),
        "es": ("mes", "meses"),
        "pt": ("mês", "meses"),
        "pl": ("miesiąc", "miesiące", "miesięcy"),
        "zh": ("个月", "月"),
    },
}

HALF_WORDS: Final[Words] = {
    "en": ("half a", "half an", "half", "½"),
    "tr": ("yarım",),
    "de": ("halber", "halbe", "halben", "ein halber", "einen halben"),
    "fr": ("demi", "une demi"),
    "es": ("medio", "media"),
    "pt": ("meio", "meia"),
    "pl": ("pół",),
    "zh": ("半", "半个"),
}

# The unit words that the writer uses.
UNIT_NAMES: Final[dict[str, dict[str, str]]] = {
    "en": {"minute": "min", "hour": "h", "day": "d"},
    "tr": {"minute": "dk", "hour": "saat", "day": "gün"},
    "de": {"minute": "min", "hour": "Std", "day": "Tage"},
    "fr": {"minute": "min", "hour": "h", "day": "jours"},
    "es": {"minute": "min", "hour": "h", "day": "días"},
    "pt": {"minute": "min", "hour": "h", "day": "dias"},
    "pl": {"minute": "min", "hour": "godz", "day": "dni"},
    "zh": {"minute": "分钟", "hour": "小时", "day": "天"},
}

NONE_WORDS: Final[Words] = {
    "en": (
        "None", "N/A", "NA", "Nil", "Nothing", "No dependencies", "No", "Independent", "no blockers",
        "n.a.",
    ),
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
    "en": (
        "optional", "nice to have", "soft", "recommended", "ideally", "related", "consider", "maybe",
        "preferred", "helpful",
    ),
    "tr": ("ile birlikte", "isteğe bağlı", "opsiyonel", "önerilir", "tercihen", "ilgili", "anlamlı"),
    "de": ("optional", "empfohlen", "idealerweise", "verwandt"),
    "fr": ("optionnel", "recommandé", "idéalement", "lié"),
    "es": ("opcional", "recomendado", "idealmente", "relacionado"),
    "pt": ("opcional", "recomendado", "idealmente", "relacionado"),
    "pl": ("rozważyć", "opcjonalnie", "zalecane", "opcjonalne"),
    "zh": ("可选", "建议", "相关"),
}
