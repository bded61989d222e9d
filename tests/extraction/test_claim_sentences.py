"""The claims of a sentence: form, metric, basis and operands."""

from __future__ import annotations

import pytest
from reading_texts import claims_in

from reportdiff import parse

SENTENCES: dict[str, list[tuple[str, str, str, str, str]]] = {
    # last year's level, and its rate, end with their item
    "增值税28亿元，当年退税6.8亿元，上年仅2.1亿元，增长2.2倍；企业所得税11亿元，下降2.8%。": [
        ("2.2倍", "times_more up", "增值税退税", "previous_year", "6.8亿元 < 2.1亿元"),
        ("2.8%", "percent down", "企业所得税", "previous_year", "11亿元 < -"),
    ],
    "受理案件5200件，其中涉外案件300件，去年只有200件；调解纠纷400起，增长6.0%。": [
        ("6.0%", "percent up", "调解纠纷", "previous_year", "400起 < -"),
    ],
    "制发建议书47份，采纳45份，采纳率95.7%，上年采纳30份、采纳率93.75%。": [
        ("95.7%", "rate none", "采纳率", "other_total", "45份 < 47份"),
    ],
    # what was done is no plan
    "项目支出841万元，增长6.1%；年初预算安排802万元，执行率104.9%。": [
        ("6.1%", "percent up", "项目支出", "previous_year", "841万元 < -"),
        ("104.9%", "rate none", "执行率", "other_total", "841万元 < 802万元"),
    ],
    "小学教育8600万元、职业教育5300万元，其中小学教育增长9.2%；职业教育因两所学校合并办学减少8.31%。": [
        ("9.2%", "percent up", "小学教育", "previous_year", "8600万元 < -"),
        ("8.31%", "percent down", "职业教育", "previous_year", "5300万元 < -"),
    ],
    "侦办走私案件45件69人，案件数增长50.0%，涉案人数增长15.0%。": [
        ("50.0%", "percent up", "侦办走私案件", "previous_year", "45件 < -"),
        ("15.0%", "percent up", "侦办走私案件人数", "previous_year", "69人 < -"),
    ],
    # a share behind the plan is of what came of it; a multiple of another figure is of no year
    "文化支出决算数314.2万元，年初预算数336.4万元，完成年初预算的93.4%，占财政拨款支出的7.9%。": [
        ("93.4%", "completion none", "文化支出完成年初预算", "budget", "314.2万元 < 336.4万元"),
        ("7.9%", "share none", "文化支出占财政拨款支出", "other_total", "314.2万元 < -"),
    ],
    "经营活动现金净额22,140.68万元，为净利润的1.35倍。": [
        ("1.35倍", "times up", "经营活动现金净额", "other_total", "22,140.68万元 < -"),
    ],
    # against another, whose figure the sentence prints
    "债务余额486.4亿元，控制在489.2亿元限额以内，余额比限额低2.8亿元。": [
        ("2.8亿元", "absolute down", "债务余额", "other_total", "486.4亿元 < 489.2亿元"),
    ],
    "录取男生712人，录取女生720人，女生比男生多8人。": [
        ("8人", "absolute up", "录取女生", "other_total", "720人 < 712人"),
    ],
    # what was made and what was sold of one thing
    "水泥生产86.5万吨，销售79.8万吨，产销率92.3%，产量、销量分别增长7.81%和8.01%。": [
        ("7.81%", "percent up", "水泥生产", "previous_year", "86.5万吨 < -"),
        ("8.01%", "percent up", "水泥销售", "previous_year", "79.8万吨 < -"),
    ],
    "收到申请164件，受理127件，受理率77.4%，两项数量分别比上年增长7.9%和9.5%。": [
        ("77.4%", "rate none", "受理率", "other_total", "127件 < 164件"),
        ("7.9%", "percent up", "收到申请", "previous_year", "164件 < -"),
        ("9.5%", "percent up", "申请受理", "previous_year", "127件 < -"),
    ],
    # items that are counted out of the list before
    "盗窃、诈骗、抢夺案件分别立案320起、210起、15起，后两类分别下降12.3%和25.0%。": [
        ("12.3%", "percent down", "诈骗案件立案", "previous_year", "210起 < -"),
        ("25.0%", "percent down", "抢夺案件立案", "previous_year", "15起 < -"),
    ],
    "教育、医疗、养老支出分别为118亿元、96亿元、61亿元，前两项分别增长5.7%、7.2%。": [
        ("5.7%", "percent up", "教育支出", "previous_year", "118亿元 < -"),
        ("7.2%", "percent up", "医疗支出", "previous_year", "96亿元 < -"),
    ],
    "营业收入12.3亿元、净利润1.1亿元，二者分别增长8.3%和12.2%。": [
        ("8.3%", "percent up", "营业收入", "previous_year", "12.3亿元 < -"),
        ("12.2%", "percent up", "净利润", "previous_year", "1.1亿元 < -"),
    ],
    "教育、医疗、养老支出分别为118亿元、96亿元、61亿元，前两项同比分别增长5.7%、7.2%。": [
        ("5.7%", "percent up", "教育支出", "previous_year", "118亿元 < -"),
        ("7.2%", "percent up", "医疗支出", "previous_year", "96亿元 < -"),
    ],
    "查处100万元以上案件12件，10万元以上案件20件，分别占37.5%和62.5%。": [
        ("37.5%", "share none", "查处100万元以上案件占比", "other_total", "12件 < -"),
        ("62.5%", "share none", "10万元以上案件占比", "other_total", "20件 < -"),
    ],
    # the subject stands before the reason of its change
    "服务业增加值120亿元，增长5%，农业增加值受旱灾影响，下降2.1%。": [
        ("5%", "percent up", "服务业增加值", "previous_year", "120亿元 < -"),
        ("2.1%", "percent down", "农业增加值", "previous_year", "- < -"),
    ],
    "产品销量35万台，原材料采购价因市场波动，同比上升12%。": [
        ("12%", "percent up", "原材料采购价", "previous_year", "- < -"),
    ],
    "全年受理案件350件，因管辖调整，同比下降4%。": [
        ("4%", "percent down", "受理案件", "previous_year", "350件 < -"),
    ],
    # a base in brackets is of the change that names its year
    "受理护照申请9600本，增长31.0%，恢复到2019年的80.0%（2019年为12000本）。": [
        ("31.0%", "percent up", "受理护照申请", "previous_year", "9600本 < -"),
        ("80.0%", "times none", "受理护照申请", "year:2019", "9600本 < 12000本"),
    ],
    # the part of a share is not printed behind it, of another whole
    "在缴职工38.6万人。在缴职工中，个体工商户占1.50%，其他占2.40%。新参保职工中，个体工商户0.86万人，占21.5%。": [
        ("1.50%", "share none", "个体工商户占在缴职工", "other_total", "- < 38.6万人"),
        ("2.40%", "share none", "其他占在缴职工", "other_total", "- < 38.6万人"),
        ("21.5%", "share none", "个体工商户占新参保职工", "other_total", "0.86万人 < -"),
    ],
    # none of a list's own items is the whole of another
    "30岁以下1876人，30岁以上436人，分别占81.14%、18.86%。": [
        ("81.14%", "share none", "30岁以下占比", "other_total", "1876人 < -"),
        ("18.86%", "share none", "30岁以上占比", "other_total", "436人 < -"),
    ],
    "受理民事案件3300件、行政案件460件、执行案件1890件，同比分别上升10%、15%和下降9%。": [
        ("10%", "percent up", "受理民事案件", "previous_year", "3300件 < -"),
        ("15%", "percent up", "受理行政案件", "previous_year", "460件 < -"),
        ("9%", "percent down", "受理执行案件", "previous_year", "1890件 < -"),
    ],
    "门诊52万人次、出院3万人次、手术1万台次、体检6万人次，分别增长4%、3%和下降2%、1%。": [
        ("4%", "percent up", "门诊", "previous_year", "52万人次 < -"),
        ("3%", "percent up", "出院", "previous_year", "3万人次 < -"),
        ("2%", "percent down", "手术", "previous_year", "1万台次 < -"),
        ("1%", "percent down", "体检", "previous_year", "6万人次 < -"),
    ],
    "受理案件2803件，审结2454件，比上年多收322件。": [
        ("322件", "absolute up", "受理案件", "previous_year", "2803件 < -")
    ],
    "受理案件2803件，审结2454件，与去年同期相比少结16件。": [
        ("16件", "absolute down", "审结案件", "previous_year", "2454件 < -"),
    ],
    "门诊52万人次、出院3万人次，较上年均增长4%。": [
        ("4%", "percent up", "门诊", "previous_year", "52万人次 < -"),
        ("4%", "percent up", "出院", "previous_year", "3万人次 < -"),
    ],
    "新收民商事案件5600件。民商事收案同比上升12%。": [
        ("12%", "percent up", "民商事收案", "previous_year", "5600件 < -")
    ],
    "全市法院新收行政案件960件。行政案件收案数上升20%。": [
        ("20%", "percent up", "行政案件收案数", "previous_year", "960件 < -"),
    ],
    "授权专利1200件，其中发明专利300件。专利授权量增长20%。": [
        ("20%", "percent up", "专利授权量", "previous_year", "1200件 < -"),
    ],
    "批准逮捕160件225人。批捕人数同比下降10%。": [("10%", "percent down", "批捕人数", "previous_year", "225人 < -")],
    "平均住院日由7.8天降到7.1天，术前等待由3天缩短至1.5天。": [
        ("", "level_to_level down", "平均住院日", "previous_year", "7.1天 < 7.8天"),
        ("", "level_to_level down", "术前等待", "previous_year", "1.5天 < 3天"),
    ],
    "收入之比由上年的2.21缩小为2.16。": [("", "level_to_level down", "收入之比", "previous_year", "2.16 < 2.21")],
    "净息差1.69%，同比收窄17个基点。": [("17个基点", "points down", "净息差", "previous_year", "1.69% < -")],
    "受理案件1200件，审执结1100件，受理数同比上升5%，审执结数增长7%。": [
        ("5%", "percent up", "受理案件", "previous_year", "1200件 < -"),
        ("7%", "percent up", "审执结案件", "previous_year", "1100件 < -"),
    ],
    "事故376起，造成死亡79人、受伤356人，死亡人数下降8.86%。": [
        ("8.86%", "percent down", "事故造成死亡", "previous_year", "79人 < -"),
    ],
    "审结婚姻案件912件、劳动争议案件386件，后者同比上升13.02%。": [
        ("13.02%", "percent up", "审结劳动争议案件", "previous_year", "386件 < -"),
    ],
    "职工医保参保12.2万人，居民医保参保31.9万人，增长3.4%，下降1.8%。": [
        ("3.4%", "percent up", "职工医保参保", "previous_year", "12.2万人 < -"),
        ("1.8%", "percent down", "居民医保参保", "previous_year", "31.9万人 < -"),
    ],
    "负责人出庭率92.3%，败诉率13.5%，同比分别提升3.7个、下降1.3个百分点。": [
        ("3.7个", "points up", "负责人出庭率", "previous_year", "92.3% < -"),
        ("1.3个百分点", "points down", "败诉率", "previous_year", "13.5% < -"),
    ],
    "货币资金4.8亿元，较期初下降13.29%。": [("13.29%", "percent down", "货币资金", "previous_year", "4.8亿元 < -")],
    "收入12亿元，同比增长3.4%，环比下降1.8%。": [
        ("3.4%", "percent up", "收入", "previous_year", "12亿元 < -"),
        ("1.8%", "percent down", "收入", "unknown", "12亿元 < -"),
    ],
    "税收收入84亿元，占年度调整预算的105%。": [
        ("105%", "completion none", "税收收入占年度调整预算", "budget", "84亿元 < -"),
    ],
    "民生支出900亿元，比“十三五”时期的600亿元增加300亿元，增长50%。": [
        ("300亿元", "absolute up", "民生支出", "previous_five_years", "900亿元 < 600亿元"),
        ("50%", "percent up", "民生支出", "previous_five_years", "900亿元 < 600亿元"),
    ],
    "受理案件900件，较前五年600件增加300件，增长50%。": [
        ("300件", "absolute up", "受理案件", "previous_five_years", "900件 < 600件"),
        ("50%", "percent up", "受理案件", "previous_five_years", "900件 < 600件"),
    ],
    "税收收入84亿元，比2019年增加4亿元，增长5%。": [
        ("4亿元", "absolute up", "税收收入", "year:2019", "84亿元 < -"),
        ("5%", "percent up", "税收收入", "year:2019", "84亿元 < -"),
    ],
    "税收收入预算为84亿元，比上年实际完成数增加4亿元，增长5%。": [
        ("4亿元", "absolute up", "税收收入", "budget_execution", "84亿元 < -"),
        ("5%", "percent up", "税收收入", "budget_execution", "84亿元 < -"),
    ],
    "税收收入84亿元，为预算的102%，增长5%。": [
        ("102%", "completion none", "税收收入完成预算", "budget", "84亿元 < -"),
        ("5%", "percent up", "税收收入", "previous_year", "84亿元 < -"),
    ],
    "民生支出80亿元，占一般公共预算支出的80.6%。": [
        ("80.6%", "share none", "民生支出占一般公共预算支出", "other_total", "80亿元 < -"),
    ],
    "专任教师中具有高级职称612人，占49.12%。": [
        ("49.12%", "share none", "专任教师中具有高级职称占专任教师", "other_total", "612人 < -"),
    ],
    "城乡居民人均可支配收入分别增长4.9%和7.5%。": [
        ("4.9%", "percent up", "城镇居民人均可支配收入", "previous_year", "- < -"),
        ("7.5%", "percent up", "农村居民人均可支配收入", "previous_year", "- < -"),
    ],
    "全年共受理信访287件，同比上升117.42%，办结254件。": [
        ("117.42%", "percent up", "受理信访", "previous_year", "287件 < -"),
    ],
    "审结刑事案件362件、民事案件1580件，同比分别上升5.2%和下降3.1%。": [
        ("5.2%", "percent up", "审结刑事案件", "previous_year", "362件 < -"),
        ("3.1%", "percent down", "审结民事案件", "previous_year", "1580件 < -"),
    ],
    "批捕56人、起诉143人，同比分别上升16.7%、32.4%。": [
        ("16.7%", "percent up", "批捕", "previous_year", "56人 < -"),
        ("32.4%", "percent up", "起诉", "previous_year", "143人 < -"),
    ],
    "适用率达92.7%，采纳率97.9%，分别比上年提高1.2个和0.6个百分点。": [
        ("1.2个", "points up", "适用率", "previous_year", "92.7% < -"),
        ("0.6个百分点", "points up", "采纳率", "previous_year", "97.9% < -"),
    ],
    "人均纯收入由1997年的2090元增加到2002年的2476元。": [
        ("", "level_to_level up", "人均纯收入", "year:1997", "2476元 < 2090元"),
    ],
    "城镇居民人均可支配收入，由5160元增加到7703元。": [
        ("", "level_to_level up", "城镇居民人均可支配收入", "previous_year", "7703元 < 5160元"),
    ],
    "现金流量净额6.05亿元，上年同期为5.12亿元，同比增长18.16%。": [
        ("18.16%", "percent up", "现金流量净额", "previous_year", "6.05亿元 < 5.12亿元"),
    ],
    "规模以上工业增加值增长8.1%。": [("8.1%", "percent up", "规模以上工业增加值", "previous_year", "- < -")],
    "优良天数比例达到93.2%，超过全国平均水平3.1个百分点。": [
        ("3.1个百分点", "points up", "优良天数比例", "other_region", "93.2% < -"),
    ],
    "研发投入3.65亿元，占营业收入的比例为9.48%，提高0.5个百分点。": [
        ("9.48%", "share none", "研发投入占营业收入比例", "other_total", "3.65亿元 < -"),
        ("0.5个百分点", "points up", "研发投入占营业收入比例", "previous_year", "9.48% < -"),
    ],
    "营业收入38.5亿元。终端收入21.3亿元，占营业收入的55.3%；云服务收入9.9亿元，占比25.7%。": [
        ("55.3%", "share none", "终端收入占营业收入", "other_total", "21.3亿元 < 38.5亿元"),
        ("25.7%", "share none", "云服务收入占营业收入", "other_total", "9.9亿元 < 38.5亿元"),
    ],
    "研发人员1286人，占员工总数的31.2%。员工总数由上年的3856人增至4122人。": [
        ("31.2%", "share none", "研发人员占员工总数", "other_total", "1286人 < 4122人"),
        ("", "level_to_level up", "员工总数", "previous_year", "4122人 < 3856人"),
    ],
    "受理执行案件12058件，执结11236件，执结率93.18%，同比提高1.5个百分点。": [
        ("93.18%", "rate none", "执结率", "other_total", "11236件 < 12058件"),
        ("1.5个百分点", "points up", "执结率", "previous_year", "93.18% < -"),
    ],
    "高耗能行业增加值占比从31.1%降至22.5%。": [
        ("", "level_to_level down", "高耗能行业增加值占比", "previous_year", "22.5% < 31.1%"),
    ],
    "补助标准由每人每年120元提高到200元。": [
        ("", "level_to_level up", "补助标准每人每年", "previous_year", "200元 < 120元"),
    ],
    "快递、电信业务量分别增长16%、10.7%。": [
        ("16%", "percent up", "快递业务量", "previous_year", "- < -"),
        ("10.7%", "percent up", "电信业务量", "previous_year", "- < -"),
    ],
    "粮食、油料产量均比上年增长5%。": [
        ("5%", "percent up", "粮食产量", "previous_year", "- < -"),
        ("5%", "percent up", "油料产量", "previous_year", "- < -"),
    ],
    "职工和居民人均增长2400元。": [("2400元", "absolute up", "职工和居民", "previous_year", "- < -")],
    "支持平台建设，保持平稳运行。": [],
    "20项指标中，持平9项，上升8项，下降3项。": [],
    "附条件不起诉29人，是2021年的1.8倍。": [("1.8倍", "times up", "附条件不起诉", "year:2021", "29人 < -")],
    "财政总收入9.6亿元，完成预算数107.1%，增长8.4%。": [
        ("107.1%", "completion none", "财政总收入完成预算数", "budget", "9.6亿元 < -"),
        ("8.4%", "percent up", "财政总收入", "previous_year", "9.6亿元 < -"),
    ],
    "加工贸易下降3.5%，占外贸总值的21.4%，比重回落1.2个百分点。": [
        ("3.5%", "percent down", "加工贸易", "previous_year", "- < -"),
        ("21.4%", "share none", "加工贸易占外贸总值", "other_total", "- < -"),
        ("1.2个百分点", "points down", "加工贸易占外贸总值", "previous_year", "21.4% < -"),
    ],
    "二审开庭率26.4%，与上半年相比上升1.8个百分点。": [
        ("1.8个百分点", "points up", "二审开庭率", "unknown", "26.4% < -")
    ],
    "受理审查逮捕案件90件120人，上年同期为80件150人，件数和人数分别上升12.5%、下降20%。": [
        ("12.5%", "percent up", "受理审查逮捕案件", "previous_year", "90件 < 80件"),
        ("20%", "percent down", "受理审查逮捕案件人数", "previous_year", "120人 < 150人"),
    ],
    "举办讲座12场、听众860人，上年分别为10场、700人，同比分别增长20%和22.9%。": [
        ("20%", "percent up", "举办讲座", "previous_year", "12场 < 10场"),
        ("22.9%", "percent up", "举办听众", "previous_year", "860人 < 700人"),
    ],
    "受理案件1803件，结案894件，受案增加167件，上升10.21%。": [
        ("167件", "absolute up", "受理案件", "previous_year", "1803件 < -"),
        ("10.21%", "percent up", "受理案件", "previous_year", "1803件 < -"),
    ],
    "平均每户3.1人，比2010年人口普查的3.4人减少0.3人。": [
        ("0.3人", "absolute down", "平均每户", "year:2010", "3.1人 < 3.4人"),
    ],
    "常住人口137.3万人。与第六次全国人口普查的134万人相比，增加3.3万人，增长2.5%。": [
        ("3.3万人", "absolute up", "常住人口", "year:2010", "137.3万人 < 134万人"),
        ("2.5%", "percent up", "常住人口", "year:2010", "137.3万人 < 134万人"),
    ],
    "收到申请6200件。其中受理4700件，不予受理1240件，占收到申请总数的20.0%。": [
        ("20.0%", "share none", "不予受理占收到申请总数", "other_total", "1240件 < 6200件"),
    ],
    "常住人口900万人，家庭户人口850万人。男性462.6万人，占51.4%；女性437.4万人，占48.6%。": [
        ("51.4%", "share none", "男性占家庭户人口", "other_total", "462.6万人 < 900万人"),
        ("48.6%", "share none", "女性占家庭户人口", "other_total", "437.4万人 < 900万人"),
    ],
    "承办建议41件，提案12件，合计增长15%。": [
        ("15%", "percent up", "合计", "previous_year", "- < -"),
    ],
    "接收进口样品和出口样品分别为620批、480批，两项均同比增长5%。": [
        ("5%", "percent up", "接收进口样品", "previous_year", "620批 < -"),
        ("5%", "percent up", "接收出口样品", "previous_year", "480批 < -"),
    ],
    "观众52万人次，讲解3100场，双双比上年增长6%。": [
        ("6%", "percent up", "观众", "previous_year", "52万人次 < -"),
        ("6%", "percent up", "讲解", "previous_year", "3100场 < -"),
    ],
    "客运量同比增长4.5%，首次突破700万人次大关，达到712万人次。": [
        ("4.5%", "percent up", "客运量", "previous_year", "712万人次 < -"),
    ],
    "客运量同比增长4.5%，首次迈上700万人次新台阶。": [
        ("4.5%", "percent up", "客运量", "previous_year", "700万人次 < -"),
    ],
    "办结投诉1260件，较上年超出45件。": [("45件", "absolute up", "办结投诉", "previous_year", "1260件 < -")],
    "失业保险基金收入年初安排12亿元，实际征缴12.6亿元，完成105%。": [
        ("105%", "completion none", "失业保险基金收入完成年初预算", "budget", "12.6亿元 < 12亿元"),
    ],
    "受理申诉360件，其中化解240件，占受理申诉的近七成，即66.7%。": [
        ("近七成", "share none", "申诉化解占受理申诉", "other_total", "240件 < 360件"),
        ("66.7%", "share none", "申诉化解占受理申诉", "other_total", "240件 < 360件"),
    ],
    "调解案件增加842件，增幅18.38%。": [
        ("842件", "absolute up", "调解案件", "previous_year", "- < -"),
        ("18.38%", "percent up", "调解案件", "previous_year", "- < -"),
    ],
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_claim_has_its_form_metric_basis_and_operands(sentence: str) -> None:
    """Each stated relation has its form, its metric, its basis and the operands that the text prints."""
    assert claims_in(sentence) == SENTENCES[sentence]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("外贸进出口总额达到451亿元、增长5.6%，其中出口增长10.8%。", ["外贸进出口总额", "外贸出口总额"]),
        ("沿海港口货物吞吐量20亿吨，内河港口吞吐量5年增长1.6倍。", ["内河港口吞吐量"]),
        ("高新技术企业5年增加200家。", ["高新技术企业"]),
    ],
)
def test_a_change_belongs_to_its_own_metric(text: str, names: list[str]) -> None:
    """A change of a part of trade, or after a number of years, is not one of the level before it."""
    report = parse(f"某市2026年政府工作报告\n一、2025年工作回顾\n{text}")
    assert [claim.metric_name for claim in report.claims] == names
    assert [claim.metric for claim in report.claims][1:] == [None] * (len(names) - 1)
