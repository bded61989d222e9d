"""The parts of a metric's name: of whom or where, what was done, what narrows it, and to what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportdiff as rd
from reportdiff.lexicon.name_parts import name_parts

# name: scope · action · qualifier · object
TABLE = """
受理行政复议申请:  · 受理 ·  · 行政复议申请
全市受理有效行政复议申请: 全市 · 受理 · 有效 · 行政复议申请
行政复议申请受理数:  · 受理 ·  · 行政复议申请
成功调处矛盾纠纷:  · 调处 · 成功 · 矛盾纠纷
矛盾纠纷成功化解:  · 化解 · 成功 · 矛盾纠纷
办结信访事项:  · 办结 ·  · 信访事项
按时办结率:  ·  · 按时 · 办结率
行政复议案件按期办结率:  ·  ·  · 行政复议案件按期办结率
主动公开政府信息:  · 公开 · 主动 · 政府信息
不予公开政府信息:  · 公开 · 不予 · 政府信息
制定、修订、废止规范性文件:  · 制定、修订、废止 ·  · 规范性文件
全市法院审结案件: 全市法院 · 审结 ·  · 案件
市中院受理案件: 市中院 · 受理 ·  · 案件
本院审执结案件: 本院 · 审执结 ·  · 案件
区检察院起诉未成年人: 区检察院 · 起诉 ·  · 未成年人
起诉人数:  · 起诉 ·  · 人数
不批准逮捕人数:  · 批准逮捕 · 不 · 人数
提起公诉:  · 提起公诉 ·  ·
监督立案:  · 监督立案 ·  ·
办结:  · 办结 ·  ·
执行案件:  ·  ·  · 执行案件
电信诈骗立案数:  · 立案 ·  · 电信诈骗
全市公安机关破获电信诈骗案件: 全市公安机关 · 破获 ·  · 电信诈骗案件
挽回经济损失:  · 挽回 ·  · 经济损失
地区生产总值:  ·  ·  · 地区生产总值
一般公共预算收入:  ·  ·  · 一般公共预算收入
全市一般公共预算收入: 全市 ·  ·  · 一般公共预算收入
市本级一般公共预算支出: 市本级 ·  ·  · 一般公共预算支出
东城区社会消费品零售总额: 东城区 ·  ·  · 社会消费品零售总额
高新区完成工业投资: 高新区 · 完成 ·  · 工业投资
主城区新建公园: 主城区 · 新建 ·  · 公园
城镇新增就业: 城镇 · 新增 ·  · 就业
新增城镇就业:  · 新增 ·  · 城镇就业
城镇居民人均可支配收入: 城镇 ·  ·  · 居民人均可支配收入
人均可支配收入:  ·  · 人均 · 可支配收入
规模以上工业增加值: 规模以上 ·  ·  · 工业增加值
固定资产投资:  ·  ·  · 固定资产投资
投资:  ·  ·  · 投资
研发投入:  ·  ·  · 研发投入
新建改造农村公路:  · 新建改造 ·  · 农村公路
新（改、扩）建学校:  · 新（改、扩）建 ·  · 学校
在建项目:  ·  · 在建 · 项目
新登记经营主体:  · 新登记 ·  · 经营主体
发放创业担保贷款:  · 发放 ·  · 创业担保贷款
累计发行地方政府债券:  · 发行 · 累计 · 地方政府债券
市财政局采购金额: 市财政局 ·  ·  · 采购金额
采购金额:  ·  ·  · 采购金额
“三公”经费支出:  ·  ·  · “三公”经费支出
贷款余额:  ·  ·  · 贷款余额
普惠小微贷款余额:  ·  · 普惠 · 小微贷款余额
民营企业贷款余额:  ·  · 民营 · 企业贷款余额
不良贷款率:  ·  · 不良 · 贷款率
营业收入:  ·  ·  · 营业收入
归属于上市公司股东的净利润:  ·  ·  · 归属于上市公司股东的净利润
扣除非经常性损益后的净利润:  ·  ·  · 扣除非经常性损益后的净利润
有效发明专利拥有量:  ·  · 有效 · 发明专利拥有量
高价值发明专利:  ·  · 高价值 · 发明专利
国家级专精特新“小巨人”企业:  ·  · 国家级 · 专精特新“小巨人”企业
省级科技企业孵化器: 省级 ·  ·  · 科技企业孵化器
在校研究生:  ·  · 在校 · 研究生
培训干部:  · 培训 ·  · 干部
门诊人次:  ·  ·  · 门诊人次
平均用时:  ·  · 平均 · 用时
接待境外游客:  · 接待 · 境外 · 游客
博物馆接待观众: 博物馆 · 接待 ·  · 观众
惠及群众:  · 惠及 ·  · 群众
旅客吞吐量:  ·  ·  · 旅客吞吐量
ETC用户:  ·  ·  · ETC用户
"""
ROWS = [tuple(line.split(": ", 1)) for line in TABLE.strip("\n").splitlines()]


@pytest.mark.parametrize(("name", "expected"), ROWS)
def test_names_have_their_parts(name: str, expected: str) -> None:
    """Scope, action, qualifier and object are read as a person would tell them."""
    parts = name_parts(name)
    assert [parts.scope, parts.action, parts.qualifier, parts.object] == [p.strip() for p in expected.split("·")]


@given(
    st.lists(st.sampled_from([*(name for name, _ in ROWS), "的", "、", "数", "率", "12", " "]), max_size=3).map("".join)
)
def test_parts_are_pieces_of_the_name(name: str) -> None:
    """Each part is empty or a piece of the name, and no two of them share a character."""
    parts = name_parts(name)
    rest = name
    for part in sorted((parts.scope, parts.action, parts.qualifier, parts.object), key=len, reverse=True):
        assert part in rest
        rest = rest.replace(part, "\0", 1) if part else rest


def test_a_metric_has_its_parts() -> None:
    """A metric shows its parts where it is asked for them, and nowhere else."""
    report = rd.parse("全市共受理有效行政复议申请287件。", year=2023)
    (metric,) = report.metrics
    assert metric.parts == rd.NameParts(scope="全市", action="受理", qualifier="有效", object="行政复议申请")
    assert "parts" not in rd.check(report).to_json()
