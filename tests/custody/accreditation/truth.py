"""A truth set: invented people, some of them twice under another spelling, among twins, namesakes and neighbours who are others.

The spellings are typed in from the habits of passports and newspapers in English, French, German and Polish; none comes from the code that
is measured. One seed gives one set.
"""

from __future__ import annotations

import random
from typing import NamedTuple

Values = dict[str, str]

# Each word is one name in its spellings; the first is in its own script where it has another.
RUSSIAN = (
    "Юлия Iuliia Yulia Julia Yuliya Ioulia|Юрий Iurii Yuri Yury Jurij Youri|Сергей Sergei Sergey Serguei Sergej|"
    "Екатерина Ekaterina Yekaterina Jekaterina|Алексей Aleksei Alexey Alexei Aleksey|Дмитрий Dmitrii Dmitry Dmitri Dmitriy|"
    "Наталья Natalia Natalya Natalja|Евгений Evgenii Yevgeny Evgeny Evgueni|Михаил Mikhail Mihail Michail|Андрей Andrei Andrey Andrej|"
    "Ксения Kseniia Xenia Ksenia|Тимур Timur Timour|Зинаида Zinaida Sinaida|Фёдор Fedor Fyodor Fiodor",
    "Щербаков Shcherbakov Scherbakov Chtcherbakov|Чайковский Chaikovskii Tchaikovsky Chaykovskiy|Жуков Zhukov Joukov Zukov|"
    "Цветаев Tsvetaev Tsvetayev Cvetaev|Гончаренко Goncharenko Honcharenko Gontcharenko|Ющенко Iushchenko Yushchenko Iouchtchenko|"
    "Кузнецов Kuznetsov Kouznetsov Kuznecov|Яковлев Iakovlev Yakovlev Jakowlew|Воробьёв Vorobev Vorobyov Vorobiev|"
    "Хромов Khromov Hromov Chromow|Шумилин Shumilin Choumiline Schumilin|Рязанцев Riazantsev Ryazantsev|Быстров Bystrov Bistrov",
    "RUS UKR KAZ BLR",
)
ARABIC = (
    "محمد Mohammed Muhammad Mohamed Mohamad Muhammed|أحمد Ahmed Ahmad|يوسف Youssef Yusuf Yousef Yussuf|خالد Khaled Khalid|"
    "عبدالرحمن Abdulrahman Abderrahmane Abdelrahman|فاطمة Fatima Fatma Fatimah|عائشة Aisha Aicha Ayesha|حسين Hussein Hussain Houssein|"
    "نور Noor Nour Nur|عمر Omar Umar Omer|جميلة Jamila Djamila Jameela|سعيد Said Saeed Saïd|كريم Karim Kareem|ليلى Leila Layla Laila",
    "الحربي Al-Harbi Alharbi El-Harbi|القحطاني Al-Qahtani Alqahtani El-Kahtani|بوعزيزي Bouazizi Buazizi|"
    "الشريف Al-Sharif El-Cherif Alsharif|"
    "خوري Khoury Khouri Khuri|حداد Haddad Hadad|جابر Jaber Djaber Jabir|مختاري Mokhtari Mukhtari Mokhtary|الطيب Al-Tayeb El-Tayeb Altayyib|"
    "زيتوني Zitouni Zeitouni Zituni|بنعلي Benali Ben-Ali|درويش Darwish Darwich Darwiche",
    "EGY MAR DZA TUN SAU JOR",
)
GREEK = (
    "Γεώργιος Georgios Georgius|Ευάγγελος Evangelos Evaggelos|Χρήστος Christos Hristos Khristos|Ελευθερία Eleftheria Eleutheria|"
    "Κωνσταντίνος Konstantinos Constantinos|Δήμητρα Dimitra Demetra|Θεόδωρος Theodoros Theodhoros|Αικατερίνη Aikaterini Ekaterini",
    "Παπαδόπουλος Papadopoulos Papadopulos|Χατζηδάκης Chatzidakis Hatzidakis|Τσουκαλάς Tsoukalas Tsukalas|Κουρής Kouris Kuris|"
    "Βασιλείου Vasileiou Vassiliou|Οικονόμου Oikonomou Economou Ikonomou|Ξανθόπουλος Xanthopoulos Ksanthopoulos",
    "GRC CYP",
)
NORTHERN = (
    "Jörg Joerg Jorg|Käthe Kaethe Kathe|Bjørn Bjoern Bjorn|Günther Guenther Gunther|Åse Aase Ase|Sören Soeren Soren|Anneliese|Lukas Lucas|"
    "Henrike|Thorben Torben|Ingrid|Matthias Mathias|Zoë Zoe|Frédéric Frederic",
    "Schröder Schroeder Schroder|Müller Mueller Muller|Größner Groessner Grossner|Sørensen Soerensen Sorensen|"
    "Ångström Aangstroem Angstrom|Jönsson Joensson Jonsson|Kühnert Kuehnert Kuhnert|Weiß Weiss|Bäumler Baeumler Baumler|"
    "Hallström Hallstroem Hallstrom|"
    "Lindqvist Lindkvist|Østergård Oestergaard Ostergard",
    "DEU AUT DNK SWE NOR",
)
CHINESE = (
    "小明 Xiaoming Xiao-Ming|丽华 Lihua Li-Hua|建国 Jianguo Jian-Guo|伟 Wei|芳芳 Fangfang Fang-Fang|志强 Zhiqiang Zhi-Qiang|"
    "雪梅 Xuemei Xue-Mei|"
    "国庆 Guoqing Guo-Qing|春燕 Chunyan Chun-Yan|海涛 Haitao Hai-Tao|玉兰 Yulan Yu-Lan|文博 Wenbo Wen-Bo|"
    "思远 Siyuan Si-Yuan|佳怡 Jiayi Jia-Yi",
    "王 Wang|张 Zhang|李 Li|陈 Chen|刘 Liu|欧阳 Ouyang|赵 Zhao|黄 Huang|周 Zhou|吴 Wu|徐 Xu|孙 Sun|胡 Hu|朱 Zhu|高 Gao|林 Lin|何 He|郭 Guo",
    "CHN SGP",
)
LATIN = (
    "Maëlle Maelle|José Jose|Jean-Pierre Jeanpierre|Inês Ines|François Francois|Anaïs Anais|Thiago Tiago|Zuzana|Chloé Chloe|Nuno|"
    "Éloïse Eloise|Lourenço Lourenco|Andréa Andrea|Íñigo Inigo|Cécile Cecile|Rafael Raphael|Marta|Théo Theo|Siobhán Siobhan|Owen",
    "Lefèvre Lefevre|Núñez Nunez|Gonçalves Goncalves|D'Almeida Dalmeida|Bélanger Belanger|Castaño Castano|O'Rourke Orourke|Peña Pena|"
    "Dvořák Dvorak|Wójcik Wojcik|Kovačević Kovacevic|Błaszczyk Blaszczyk|Ibáñez Ibanez|Saint-Cyr Saintcyr|Călinescu Calinescu|"
    "Ferreira|Okonkwo|Rakotoarisoa|Tshabalala|Hernández Hernandez|McAllister Macallister|Vandenberghe Vandenberge",
    "FRA ESP PRT BRA CZE POL IRL CAN NGA",
)
CULTURES = (RUSSIAN, ARABIC, GREEK, NORTHERN, CHINESE, LATIN)
_WORDS = [
    tuple([[w.split(" ") for w in part.split("|")] for part in culture[:2]] + [culture[2].split(" ")])
    for culture in CULTURES
]


class Person(NamedTuple):
    """One human being: each word of the name in all its spellings."""

    family: list[list[str]]
    given: list[list[str]]
    values: Values


def _spelled(words: list[list[str]], rnd: random.Random) -> str:
    return " ".join(rnd.choice(spellings) for spellings in words)


def _person(rnd: random.Random) -> Person:
    given, family, states = rnd.choice(_WORDS)
    families = rnd.sample(family, 2 if rnd.random() < 0.15 else 1)
    givens = rnd.sample(given, 2 if rnd.random() < 0.3 else 1)
    state = rnd.choice(states)
    birth = f"{rnd.randrange(1958, 2010)}-{rnd.randrange(1, 13):02}-{rnd.randrange(1, 29):02}"
    values = {
        "birth_date": birth,
        "nationality": state,
        "document_issuer": state,
        "document_number": _number(rnd),
    }
    return _typed(Person(families, givens, values), rnd)


def _number(rnd: random.Random) -> str:
    return rnd.choice("ABCDEFGHKLMNPRSTUVXZ") + f"{rnd.randrange(10**8):08}"


def _typed(person: Person, rnd: random.Random) -> Person:
    values = person.values | {"family_name": _spelled(person.family, rnd), "given_names": _spelled(person.given, rnd)}
    return person._replace(values=values)


def _twin(person: Person, rnd: random.Random) -> Person:
    """Another human being: a twin or sibling born the same day, of the same State, with the next passport of the same office."""
    given, _, _ = rnd.choice([words for words in _WORDS if person.given[0] in words[0]])
    other = [rnd.choice([g for g in given if g not in person.given])]
    number = person.values["document_number"]
    values = person.values | {"document_number": number[:-2] + f"{(int(number[-2:]) + rnd.randrange(2, 60)) % 100:02}"}
    return _typed(Person(person.family, other, values), rnd)


def _namesake(person: Person, rnd: random.Random) -> Person:
    """Another human being of the same name and State."""
    birth = f"{rnd.randrange(1958, 2010)}-{rnd.randrange(1, 13):02}-{rnd.randrange(1, 29):02}"
    return _typed(person._replace(values=person.values | {"birth_date": birth, "document_number": _number(rnd)}), rnd)


def _again(person: Person, rnd: random.Random) -> Values:
    """The same human being as another organisation types it."""
    families, givens = list(person.family), list(person.given)
    if len(givens) > 1 and rnd.random() < 0.3:
        givens.pop()
    if len(families) > 1 and rnd.random() < 0.2:
        families.pop()
    values = dict(_typed(Person(families, givens, person.values), rnd).values)
    if rnd.random() < 0.1:
        values["family_name"], values["given_names"] = values["given_names"], values["family_name"]
    if rnd.random() < 0.1:
        values["family_name"] = values["family_name"].upper()
    if rnd.random() < 0.1:
        values["given_names"] = values["given_names"].replace("-", " ")
    new_passport = rnd.random() < 0.5
    if new_passport:
        values["document_number"] = _number(rnd)
    chance = rnd.random()
    year, month, day = values["birth_date"].split("-")
    if chance < 0.04 and int(day) <= 12:
        values["birth_date"] = f"{year}-{day}-{month}"
    elif chance < 0.07 and not new_passport:
        values["birth_date"] = f"{year}-{month}-{(int(day) % 28) + 1:02}"
    elif chance < 0.10 and not new_passport:
        number = values["document_number"]
        at = rnd.randrange(1, len(number) - 1)
        values["document_number"] = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    elif chance < 0.13:
        values["nationality"] = values["document_issuer"] = rnd.choice(["USA", "GBR", "CHE"])
        values["document_number"] = _number(rnd)
    return values


def made(seed: str, people: int) -> tuple[list[Values], set[tuple[int, int]]]:
    """Files of ``people`` human beings and more, in the order in which they came; and which pairs of them are one human being."""
    rnd = random.Random(seed)
    files: list[tuple[int, Values]] = []
    human = 0
    while human < people:
        one = _person(rnd)
        files.append((human, one.values))
        if rnd.random() < 0.15:
            files.append((human, _again(one, rnd)))
        human += 1
        for likelihood, other in ((0.03, _twin), (0.05, _namesake)):
            if rnd.random() < likelihood:
                files.append((human, other(one, rnd).values))
                human += 1
    rnd.shuffle(files)
    first: dict[int, int] = {}
    pairs = set()
    for place, (who, _) in enumerate(files):
        if who in first:
            pairs.add((first[who], place))
        first.setdefault(who, place)
    return [values for _, values in files], pairs
