"""The short forms and second names of policing that readers type, and what the record calls the same thing.

To add one, write it here and add a line to `tests/funding/search/test_synonyms.py`. Case, accents, apostrophes and hyphens
do not matter in either.
"""

from .tokens import words

SAME: tuple[tuple[str, ...], ...] = (
    # Programmes and projects
    ("CAID", "Child Abuse Image Database"),
    ("MASIP", "Multi-Agency Stalking Intervention Programme"),
    ("NAC", "National Assessment Centre"),
    ("NAS", "NDAS", "National analytics solution"),
    ("NDEC", "National Data Exploitation Centre"),
    ("NECC", "National Economic Crime Centre"),
    ("NEP", "National Enabling Programmes"),
    ("ROCTA", "Regional organised crime threat assessment"),
    ("VEJ", "Video Enabled Justice"),
    ("VVCP", "Vulnerability and Violent Crime Programme"),
    # Forces and bodies
    ("APCC", "Association of Police and Crime Commissioners"),
    ("BTP", "British Transport Police"),
    ("CoLP", "City of London"),
    ("CoP", "College of Policing"),
    ("GMP", "Greater Manchester"),
    ("MPS", "Metropolitan Police", "Metropolitan Police Service"),
    ("NCA", "National Crime Agency"),
    ("NPCC", "National Police Chiefs’ Council"),
    ("PCC", "police and crime commissioner"),
    ("ROCU", "regional organised crime unit"),
    ("TVP", "Thames Valley"),
    ("WMP", "West Midlands Police"),
    # Subjects
    ("BWV", "body worn video"),
    ("CSA", "child sexual abuse"),
    ("CSE", "child sexual exploitation"),
    ("CSEA", "child sexual exploitation and abuse", "child sexual abuse and exploitation"),
    ("MSHT", "modern slavery and human trafficking"),
    ("SOC", "serious and organised crime"),
    # Written as one word, as two or with a hyphen
    ("cybercrime", "cyber crime"),
    ("coordinator", "co-ordinator"),
    ("coordinators", "co-ordinators"),
    ("coordinate", "co-ordinate"),
    ("rollout", "roll-out"),
    ("triforce", "tri-force"),
    ("wellbeing", "well-being"),
)
"""Names of one thing: each is read as all the others too."""

MEANS: dict[str, tuple[str, ...]] = {
    # The Metropolitan Police, and the office that its grants are paid through
    "Met": ("Metropolitan",),
    "Met Police": ("Metropolitan",),
    "MOPAC": ("Metropolitan", "Mayor’s Office for Policing and Crime"),
    "Mayor’s Office for Policing and Crime": ("Metropolitan", "MOPAC"),
    "Scotland Yard": ("Metropolitan",),
    # The Welsh forces' names in Welsh
    "Cymru": ("Wales",),
    "Heddlu De Cymru": ("South Wales",),
    "Heddlu Gogledd Cymru": ("North Wales",),
    "Heddlu Gwent": ("Gwent",),
    "Heddlu Dyfed-Powys": ("Dyfed-Powys",),
    "Iechyd Cyhoeddus Cymru": ("Public Health Wales",),
    # Counties' short forms, and the initials of their forces
    "Beds": ("Bedfordshire",),
    "Cambs": ("Cambridgeshire",),
    "Derbys": ("Derbyshire",),
    "Glos": ("Gloucestershire",),
    "Hants": ("Hampshire",),
    "Herts": ("Hertfordshire",),
    "Lancs": ("Lancashire",),
    "Leics": ("Leicestershire",),
    "Lincs": ("Lincolnshire",),
    "Northants": ("Northamptonshire",),
    "Notts": ("Nottinghamshire",),
    "Staffs": ("Staffordshire",),
    "Warks": ("Warwickshire",),
    "Wilts": ("Wiltshire",),
    "Manchester": ("Greater Manchester",),
    "WYP": ("West Yorkshire",),
    "SYP": ("South Yorkshire",),
}
"""What the first means; who types the second does not mean the first."""

ALSO: dict[str, tuple[str, ...]] = {
    # What people say, and what the record writes
    "body cam": ("body worn video",),
    "body worn": ("body worn video",),
    "data lab": ("data analytics lab",),
    "DNA": ("forensics", "biometrics"),
    "CSE": ("child sexual abuse and exploitation", "child sexual exploitation and abuse"),
    "CSA": ("child sexual abuse and exploitation", "child sexual exploitation and abuse"),
    "facial matching": ("facial recognition",),
    "firearms": ("armed policing",),
    "human trafficking": ("modern slavery",),
    "knife crime": ("serious violence", "violent crime"),
    "human resources": ("workforce",),
    "mental health": ("wellbeing",),
    "online abuse": ("online grooming",),
}
"""What is near to the first, and is found with it. After a minus sign these do not count: it would leave out too much."""


def _by_words(pairs: list[tuple[str, tuple[str, ...]]]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """By the words of a name, what it is read as, as readers are told."""
    readings_by_words: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, readings in pairs:
        key = words(name)
        readings_by_words[key] = tuple(dict.fromkeys([*readings_by_words.get(key, ()), *readings]))
    return readings_by_words


_SAME_PAIRS = [(name, tuple(other for other in names if other != name)) for names in SAME for name in names]
MEANT_BY = _by_words([*_SAME_PAIRS, *MEANS.items()])
READ_AS = _by_words([*_SAME_PAIRS, *MEANS.items(), *ALSO.items()])
LONGEST = max(map(len, READ_AS))
"""The number of words of the longest name."""
