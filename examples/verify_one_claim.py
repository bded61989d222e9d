"""Check single claims: figures go in as they are printed, a verdict with its reason comes out."""

import reportdiff as rd

# stated, this year's figure (or the part), last year's figure (or the whole), and what it says where the text does not
CLAIMS = [
    ("同比上升117.42%", "287件", "132件", None),
    ("同比下降14.29%", "84件", "96件", None),  # divided by this year's figure
    ("增长34.5%", "58.6万人", "43.6万人", None),  # 34.4 at face value: the digits behind 万 decide
    ("提高1.41个百分点", "99.76%", "98.35%", None),
    ("88.50%", "254件", "287件", "share"),
    ("翻一番", "254件", "121件", None),
]

for stated, current, prior, relation in CLAIMS:
    check = rd.verify(stated, current=current, prior=prior, relation=relation)
    print(f"{check.verdict.value:20} {check.message.en}")

print()
implied = rd.implied_prior("287件", "+117.42%")
print(f"287件 at +117.42% leaves only these figures for last year: {implied.integers}")
