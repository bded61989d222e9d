"""Areas and bodies at the head of a name: other ones never pair, and what says nothing of them pairs for review."""

from __future__ import annotations

import pytest

import reportdiff as rd
from reportdiff.lexicon.places import place_at_head

PAIRS = """
东城区社会消费品零售总额1200亿元。→西城区社会消费品零售总额1310亿元。 | apart
海州区完成固定资产投资52.1亿元。→连云区完成固定资产投资55.3亿元。 | apart
南山区地区生产总值6500亿元。→罗湖区地区生产总值6630亿元。 | apart
芙蓉区财政收入71亿元。→天心区财政收入73亿元。 | apart
全市粮食产量12.1万吨。→金山县粮食产量12.9万吨。 | apart
本院受理案件2100件。→全市法院受理案件2300件。 | apart
市中院受理案件2100件。→全市法院受理案件2300件。 | apart
粮食产量12.1万吨。→金山县粮食产量12.9万吨。 | review
全市法院审结案件2100件。→审结案件2300件。 | review
执行案件210件。全市法院审结案件2100件。→全市法院执行案件230件。审结案件2300件。 | paired
林区管护面积120万亩。→牧区管护面积130万亩。 | review
东城区社会消费品零售总额1200亿元。→东城区社会消费品零售总额1310亿元。 | paired
主城区新建公园12个。→新建公园15个。 | paired
全市供热面积2000万平方米。→主城区供热面积2060万平方米。 | apart
主城区供热面积1250万平方米。→城区供热面积1300万平方米。 | paired
城镇新增就业5210人。→全市城镇新增就业5480人。 | paired
我院审结案件2100件。→本院审结案件2300件。 | paired
两级法院受理案件5000件。→全市两级法院受理案件6000件。 | paired
全市法院结案4100件。→两级法院结案4300件。 | paired
全市各级法院结案4100件。→全市两级法院结案4300件。 | paired
两级检察院起诉510人。→全市检察院起诉540人。 | paired
全院受理案件5000件。→本院受理案件5200件。 | paired
我院受理案件5000件。→两级法院受理案件6000件。 | apart
全院受理案件5000件。→全市法院受理案件6000件。 | apart
全国法院受理案件5000件。→两级法院受理案件6000件。 | apart
社区服务中心120个。→社区服务中心130个。 | paired
全市工业用电量52亿千瓦时。→规模以上工业用电量41亿千瓦时。 | apart
非私营单位平均工资90000元。→私营单位平均工资60000元。 | apart
批发业销售额800亿元。→限上批发业销售额620亿元。 | review
全市批发业销售额800亿元。→限上批发业销售额620亿元。 | apart
市、县两级财政投入5.0亿元。→市级财政投入2.1亿元。 | apart
县乡两级调解组织调解纠纷900件。→县乡村三级调解组织调解纠纷2100件。 | apart
省、市两级财政投入5.0亿元。→省市两级财政投入5.6亿元。 | paired
规模以上工业用电量52亿千瓦时。→全市规上工业用电量55亿千瓦时。 | paired
"""


@pytest.mark.parametrize("row", PAIRS.strip().splitlines())
def test_areas_of_pairs(row: str) -> None:
    """Two figures of different areas stay apart, and where one is not told the pair is marked."""
    texts, expected = row.split(" | ")
    prior, current = texts.split("→")
    result = rd.compare(rd.parse(prior, year=2022), rd.parse(current, year=2023)).result
    pairs = [pair for pair in result.pairs if pair.prior is not None and pair.current is not None]
    assert ("apart" if not pairs else "review" if pairs[0].review else "paired") == expected


def test_a_list_of_districts_gives_each_its_own() -> None:
    """Of districts that one clause lists, each figure is of its own."""
    text = "东城区、西城区、丰台区地区生产总值分别为7000亿元、9000亿元、2000亿元。"
    areas = [metric.facets.area for metric in rd.parse(text, year=2023).metrics]
    assert areas == ["东城区", "西城区", "丰台区"]


@pytest.mark.parametrize(
    "word", ["主城区", "中心城区", "建成区", "老城区", "社区", "商务区", "棚户区", "贫困山区", "试点县", "乡镇", "小镇"]
)
def test_words_are_no_places(word: str) -> None:
    """A kind of area is no place."""
    assert place_at_head(word) == ""


@pytest.mark.parametrize("name", ["东城区", "罗湖区", "西乡塘区", "永嘉县", "滨海新区", "霞坪镇", "云桥街道", "红旗村"])
def test_places_are_known_by_their_signs(name: str) -> None:
    """A district is read at the head of a name."""
    assert place_at_head(f"{name}财政收入") == name


@pytest.mark.parametrize("place", ["霞坪镇", "枫溪乡", "云桥街道", "石桥村"])
def test_a_town_is_not_its_county(place: str) -> None:
    """The income of a town is no other year of the county's, and its own is."""
    found = []
    for before in ("全县", place):
        prior = rd.parse(f"某县2022年统计公报\n{before}农村居民人均可支配收入21,400元。")
        current = rd.parse(f"某县2023年统计公报\n{place}农村居民人均可支配收入24,610元，增长7.2%。")
        result = rd.compare(prior, current).result
        found.append([pair.prior for pair in result.pairs if pair.current])
    assert found == [[None], ["m1"]]
