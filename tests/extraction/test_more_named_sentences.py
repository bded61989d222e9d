"""The names of figures in sentences of the kinds that reports nobody had looked at before brought up."""

from __future__ import annotations

import pytest
from reading_texts import names_in

SENTENCES: dict[str, list[tuple[str, str]]] = {
    # projects keep the verb of what is done with them, and other things do not
    "实施港区重点项目18个，新增岗位300个。": [("18个", "实施港区重点项目"), ("300个", "新增岗位")],
    "今年实施900个以上市重点项目。": [("900个以上", "实施市重点项目")],
    "全年实施老旧小区节能改造12万平方米。": [("12万平方米", "老旧小区节能改造")],
    # what things reached tells which they are
    "9家重点实验室落户本市。": [("9家", "落户本市的重点实验室")],
    "11个大模型通过国家备案。": [("11个", "通过国家备案的大模型")],
    "4家组织获得市长质量奖。": [("4家", "获得市长质量奖的组织")],
    "1200万城乡居民得到基本生活保障。": [("1200万", "得到基本生活保障的城乡居民")],
    "2万多居民群众直接受益。": [("2万多", "直接受益的居民群众")],
    "5000户居民住房得到彻底改善。": [("5000户", "居民住房彻底改善")],
    # what people do shares no verb with what was added before
    "新增城镇就业900万人，下岗失业人员再就业500万人。": [
        ("900万人", "新增城镇就业"),
        ("500万人", "下岗失业人员再就业"),
    ],
    "安排就业补助1.2亿元、稳定就业超1万人次。": [("1.2亿元", "安排就业补助"), ("超1万人次", "稳定就业")],
    # a measure that only the first of several kinds of a thing prints
    "国有控股企业利润63.8亿元；集体控股企业4.2亿元；外商控股企业0.8亿元。": [
        ("63.8亿元", "国有控股企业利润"),
        ("4.2亿元", "集体控股企业利润"),
        ("0.8亿元", "外商控股企业利润"),
    ],
    "发放城镇居民和农村居民临时救助经费分别为1.2亿元和3.4亿元。": [
        ("1.2亿元", "发放城镇居民临时救助经费"),
        ("3.4亿元", "发放农村居民临时救助经费"),
    ],
    "教育、社保、卫生健康领域分别投入48.5亿元、51.5亿元、39.1亿元。": [
        ("48.5亿元", "教育领域投入"),
        ("51.5亿元", "社保领域投入"),
        ("39.1亿元", "卫生健康领域投入"),
    ],
    # 用于 begins a name that goes on behind 的, and a plan's verb says no more than the plan
    "用于城市低保的补助资金由上年46亿元增加到92亿元。": [
        ("46亿元", "用于城市低保的补助资金"),
        ("92亿元", "用于城市低保的补助资金"),
    ],
    "中央财政拟安排补贴资金1200亿元。": [("1200亿元", "中央财政安排补贴资金")],
    "限制性股票的授予价格确定为30元/股。": [("30元/股", "限制性股票的授予价格")],
    # a rate behind 的 is what its percentage is, of what stands before 以
    "享受15%的优惠税率；按20%的税率缴纳所得税。": [("15%", "优惠税率"), ("20%", "税率")],
    "检测市场规模以9.5%的复合年增长率从539.1亿元增加到775.7亿元。": [
        ("9.5%", "检测市场规模复合年增长率"),
        ("539.1亿元", "检测市场规模"),
        ("775.7亿元", "检测市场规模"),
    ],
    # ranks share the thing that only the last of them names
    "新增3家国家级、12家省级重点实验室。": [("3家", "新增国家级重点实验室"), ("12家", "新增省级重点实验室")],
    "培育6个世界级、7个国家级和9个区域级产业集群。": [
        ("6个", "培育世界级产业集群"),
        ("7个", "培育国家级产业集群"),
        ("9个", "培育区域级产业集群"),
    ],
    # who did it for whom, what holds a part, a ticked box and 将 name nothing
    "市人才集团为全市120家企业提供咨询服务。": [("120家", "全市企业")],
    "货币资金余额中包含保函保证金12万元。": [("12万元", "保函保证金")],
    "•适用 □不适用公司总股本由10,000股增加至12,000股。": [("10,000股", "总股本"), ("12,000股", "总股本")],
    "5月，将最高贷款额度由60万元提高到80万元。": [("60万元", "最高贷款额度"), ("80万元", "最高贷款额度")],
    # 持平 counts those unchanged, beside those that rose and fell
    "20项指标中，持平9项，上升8项，下降3项。": [
        ("20项", "指标"),
        ("9项", "持平"),
        ("8项", "上升"),
        ("3项", "下降"),
    ],
    "门店52家与上年持平。": [("52家", "门店")],
    "受理投诉320件，持平率90%。": [("320件", "受理投诉"), ("90%", "持平率")],
    # a measure in a bracket is of what was counted before it
    "梳理出闲置资产66宗（账面值97.1亿元）。": [("66宗", "梳理出闲置资产"), ("97.1亿元", "闲置资产账面值")],
    # what a year's plan invests is another measure than all that is invested
    "开工项目9个，总投资3.2亿元，年度计划投资1.8亿元。": [
        ("9个", "开工项目"),
        ("3.2亿元", "开工项目总投资"),
        ("1.8亿元", "开工项目年度计划投资"),
    ],
    # a verb before a year keeps its object
    "争取2023年再融资债券额度20.6亿元。": [("20.6亿元", "争取再融资债券额度")],
    "实现2023年营业收入12亿元；甲酒店实现营收2700万元。": [("12亿元", "营业收入"), ("2700万元", "甲酒店营收")],
    # the last of several things has what is said of them
    "4个集体、17名个人获得省级以上表彰。": [("4个", "集体"), ("17名", "获得省级以上表彰的个人")],
    "130个村实行积分制、76个村实行清单制。": [("130个", "实行积分制的村"), ("76个", "实行清单制的村")],
    "同意公司为符合条件的185名激励对象办理归属。": [("185名", "符合条件的激励对象")],
    # a blank amid a word is what a line's end left
    "救灾支 出80.3亿元，毕业生就业率去 年底达到83%。": [("80.3亿元", "救灾支出"), ("83%", "毕业生就业率")],
    "确定4.5%左右的增长目标。": [("4.5%左右", "增长目标")],
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_figure_has_the_name_of_its_table_row(sentence: str) -> None:
    """Each figure has the name that a reader would put in a table row."""
    assert names_in(sentence) == SENTENCES[sentence]
