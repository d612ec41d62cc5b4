"""The storyboard's core vocabulary in Arabic; data only.

Vowel signs, the lengthening stroke and the hamza on a carrier letter are left out, since prompts are matched without
them. Plurals are listed, because Arabic forms them by changing the inside of words.
"""

from __future__ import annotations

PREFIXES: tuple[str, ...] = (
    "", "ال", "و", "وال", "ب", "بال", "ف", "فال", "ك", "كال", "ل", "لل", "ول", "ولل", "وب", "وبال"
)  # fmt: skip
"""Prefixes that are written together with a word: the article, and, in, so, like, for."""

SETTINGS: dict[str, str] = {
    "underwater": "تحت الماء, اعماق البحر, شعاب مرجانية",
    "stadium": "ملعب, ملاعب, كرة القدم",
    "map": "خريطة, خرايط",
    "room": "غرفة, غرف, مكتب, مطبخ",
    "snow": "ثلج, ثلوج, ثلجي, ثلجية, جليد",
    "desert": "صحراء, صحراوي, رمال, كثبان, واحة",
    "space": "فضاء, مجرة, كون",
    "city": "مدينة, مدن, شارع, شوارع, دبي, القاهرة",
    "forest": "غابة, غابات",
    "lake": "بحيرة, نهر",
    "sea": "بحر, محيط, شاطي, شواطي, ساحل, ميناء, موج, امواج",
    "mountains": "جبل, جبال, قمة, قمم",
    "hills": "تل, تلة, تلال, حقل, حقول, مرج, مروج, حديقة, قرية, ريف",
    "studio": "مبيعات, ايرادات, نمو, ارباح, بيانات",
    "abstract": "تجريدي, تجريدية, مستقبل, افكار",
}

SUBJECTS: dict[str, str] = {
    "lighthouse": "منارة",
    "boat": "قارب, قوارب, سفينة, سفن, مركب, شراع",
    "house": "بيت, بيوت, منزل, منازل",
    "cabin": "كوخ, اكواخ",
    "rocket": "صاروخ, صواريخ, مكوك",
    "balloon": "منطاد, مناطيد",
    "plane": "طايرة, طايرات",
    "turbine": "توربين, توربينات",
    "car": "سيارة, سيارات",
    "camel": "جمل, جمال, ناقة, قافلة, قوافل",
    "person": "رجل, رجال, امراة, نساء, انسان, ناس, مسافر",
    "child": "طفل, طفلة",
    "boy": "ولد, صبي",
    "girl": "بنت, فتاة",
    "baby": "رضيع",
    "children": "اطفال, اولاد, تلاميذ",
    "tree": "شجرة, اشجار, شجر",
    "palm": "نخلة, نخيل, نخل",
    "bird": "طاير, طيور, عصفور, نورس",
    "chart": "مبيعات, ايرادات, نمو, ارباح, رسم بياني",
    "phone": "هاتف, هواتف, جوال, تطبيق",
    "cup": "قهوة, شاي, فنجان, كوب",
    "bicycle": "دراجة, دراجات",
    "train": "قطار, قطارات",
    "truck": "شاحنة, شاحنات",
    "bus": "حافلة, حافلات, باص",
    "submarine": "غواصة",
    "satellite": "قمر صناعي",
    "horse": "حصان, خيل, خيول, فرس",
    "dog": "كلب, كلاب",
    "cat": "قط, قطة, قطط",
    "cow": "بقرة, ابقار",
    "deer": "غزال, غزلان, ظبي",
    "whale": "حوت, حيتان, دلفين",
    "fish": "سمكة, سمك, اسماك",
    "butterfly": "فراشة, فراشات",
    "flower": "زهرة, زهور, ازهار, وردة, ورود",
    "campfire": "نار المخيم",
    "globe": "كوكب الارض, كرة ارضية",
    "skyscraper": "ناطحة سحاب, برج, ابراج",
    "factory": "مصنع, مصانع",
    "castle": "قلعة, قصر, قصور",
    "church": "كنيسة",
    "temple": "معبد",
    "bridge": "جسر, جسور",
    "windmill": "طاحونة, طواحين",
    "tent": "خيمة, خيام",
    "lamp": "مصباح, فانوس, فوانيس",
}

TIMES: dict[str, str] = {
    "dawn": "فجر, شروق, صباح, صباحا",
    "sunset": "غروب, مساء, غسق",
    "night": "ليل, ليلة, ليلا, ليلية, قمر, نجوم",
    "day": "نهار, ظهر, مشمس",
}

WEATHERS: dict[str, str] = {
    "rain": "مطر, امطار, ممطر, عاصفة, عواصف",
    "snow": "ثلج, ثلوج",
    "fog": "ضباب",
}

SEASONS: dict[str, str] = {
    "autumn": "خريف",
    "winter": "شتاء",
    "spring": "ربيع",
    "summer": "صيف",
}

MOODS: dict[str, str] = {
    "calm": "هادي, هادية, هدوء, سلام",
    "bright": "سعيد, سعيدة, فرح, مرح, نجاح",
    "epic": "عظيم, عظيمة, ملحمي",
    "tense": "غامض, غامضة, خطر",
}

COLOURS: dict[str, str] = {
    "red": "احمر, حمراء",
    "orange": "برتقالي, برتقالية",
    "gold": "ذهبي, ذهبية",
    "yellow": "اصفر, صفراء",
    "green": "اخضر, خضراء",
    "blue": "ازرق, زرقاء",
    "purple": "بنفسجي, بنفسجية",
    "pink": "وردي, وردية",
}
