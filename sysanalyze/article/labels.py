"""Labelled pieces of a page's furniture: `来源：`, `作者：`, `发布时间：`, `责任编辑：`, `浏览次数：` and their like."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

# What a label says, and the ways to set it; each may be set with blanks between its characters (`作　者：`).
LABELS = {
    "date": "发布时间 发布日期 发表时间 发表日期 发稿时间 发稿日期 发文时间 发文日期 成文日期 生成日期 印发日期 上传时间 录入时间 "
    "添加时间 创建时间 刊发时间 刊登时间 公开日期 更新时间 更新日期 信息时间 时间 日期",
    "source": "来源 稿源 信息来源 文章来源 新闻来源 稿件来源 内容来源 消息来源 资料来源 转载来源 原标题来源 转自 摘自 来自",
    "publisher": "发布人 发布者 发布单位 发布机构 发布部门 发文机关 发文机构 发文单位 供稿单位 报送单位 责任部门 信息发布 信息提供",
    "author": "作者 撰稿 撰稿人 文章作者 撰文 本报记者 通讯员 记者 采写 文字 文",
    "editor": "责任编辑 责编 本文编辑 网络编辑 值班编辑 执行编辑 见习编辑 网站编辑 编辑 新媒体编辑 本期编辑 版面编辑 本网编辑",
    "column": "栏目 所属栏目 频道 信息分类 信息类别",
    "title": "标题 文章标题 信息名称",
    "other": "浏览 浏览次数 浏览量 浏览数 点击 点击数 点击率 点击量 点击次数 访问量 访问次数 阅读 阅读量 阅读数 阅读次数 人气 "
    "字号 字体 字体大小 文字大小 视力保护色 背景色 分享 分享到 打印 收藏 索引号 索引 公开方式 公开时限 公开范围 公开类型 公开属性 文号 发文字号 "
    "主题词 主题分类 体裁分类 服务对象 有效性 关键词 关键字 分类 关联稿件 相关稿件 附件 录入 录入人 审核 审核人 审稿 审签 签发 核稿 校对 校核 "
    "编审 统筹 策划 总策划 监制 总监制 初审 复审 终审 一审 二审 三审 值班主任 值班编委 值班总编 主编 副主编 排版 美编 视觉 "
    "摄影 摄像 图片 图片来源 配图 翻译 播音 供稿 供稿人 供图 联系电话 联系人 电话 邮箱 地址 扫一扫 版次 版面 上一篇 下一篇 上一条 下一条 "
    "相关链接 相关新闻 延伸阅读 推荐阅读 原标题 举报电话 监督电话 新闻热线 投稿邮箱 编号 网址 原文链接 链接",
}
# At the start of a line, after a blank, a bracket, a date's digit or a closing sign; 记者张三 needs its own colon.
BEFORE = r"(?:(?<=[\s(\[【〔|丨/,，;。)\]】\d>_—-])|^)"


class Labelled(NamedTuple):
    """A label's kind, and the stretch of the view that holds its value."""

    kind: str
    label: str
    start: int
    value_start: int
    value_end: int


@cache
def label_pattern() -> re.Pattern[str]:
    """A label and its colon; the group that matched names its kind."""
    groups = []
    for kind, words in LABELS.items():
        spaced = [" *".join(word) for word in sorted(words.split(), key=len, reverse=True)]
        groups.append(f"(?P<{kind}>{'|'.join(spaced)})")
    return re.compile(BEFORE + f"(?:{'|'.join(groups)}) *[:/](?!//)", re.MULTILINE)


def labelled(view: str, start: int, end: int) -> list[Labelled]:
    """The labels of a line with their values, each value up to the next label.

    >>> [(each.kind, each.label) for each in labelled("时间:2023-12-20  编辑:纪宣", 0, 21)]
    [('date', '时间'), ('editor', '编辑')]
    """
    line = view[start:end]
    if ":" not in line and "/" not in line:
        return []
    matches = list(label_pattern().finditer(line))
    found = []
    for match, after in zip(matches, [*matches[1:], None], strict=False):
        kind = match.lastgroup or "other"
        label = match[kind].replace(" ", "")
        if match[0].endswith("/") and kind not in ("author", "other"):  # 文/张三, 图/李四, not 时间/地点
            continue
        stop = after.start() if after else len(line)
        found.append(Labelled(kind, label, start + match.start(), start + match.end(), start + stop))
    return found
