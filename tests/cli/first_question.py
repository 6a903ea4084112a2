"""docs/first-question.md: every command runs, in its order, and prints what the page says."""
import math
import re
import shlex
import sys

import weir

sys.path.insert(0, str(weir.SOURCE / "tests/ingest"))
import layouts  # noqa: E402

PAGE = (weir.SOURCE / "docs/first-question.md").read_text()
LEVELS = {("842951", "398"): 3e6, ("842951", "643"): 9e6, ("842952", "398"): 6e6,
          ("842952", "643"): 30e6, ("870423", "398"): 8e6, ("870423", "643"): 40e6}
RISE = 21  # October 2022, of months from January 2021


def download():
    """Three years of monthly exports as UN Comtrade gives them; one series rises."""
    rows = []
    for k, ((code, partner), level) in enumerate(LEVELS.items()):
        for m in range(36):
            value = level * (1 + 0.08 * math.sin(2.1 * m + k))
            value *= 3.4 if (code, partner, m >= RISE) == ("842952", "643", True) else 1
            year, month = 2021 + m // 12, m % 12 + 1
            rows.append(layouts.comtrade_row(
                period=f"{year}{month:02}", refPeriodId=f"{year}{month:02}01", refYear=str(year),
                refMonth=str(month), partnerCode=partner,
                partnerISO={"643": "RUS", "398": "KAZ"}[partner], cmdCode=code,
                primaryValue=f"{value:.0f}", qty=str(round(value / 1e5)), netWgt=str(round(value / 4))))
    return layouts.comma(rows), rows


def blank(text):
    return re.sub(r"\s+", " ", text)


class FirstQuestion(weir.Case):
    def test_page(self):
        text, rows = download()
        self.write("TradeData.csv", text)
        self.write("claim.yaml", re.search(r"```yaml\n(.*?)```", PAGE, re.S).group(1))
        commands, printed = 0, ""
        for block in re.findall(r"```console\n(.*?)```", PAGE, re.S):
            for line in block.splitlines():
                if line.startswith("$ weir "):
                    printed = blank(self.weir(*shlex.split(line[7:])))
                    commands += 1
                else:
                    with self.subTest(line=line):
                        self.assertIn(blank(line).strip(), printed)
        self.assertGreaterEqual(commands, 11)

    def test_figures(self):
        """The page's figures, from the rows of the file."""
        def total(first, last):
            return sum(float(r["primaryValue"]) for r in download()[1] if r["cmdCode"] == "842952"
                       and r["partnerCode"] == "643" and first <= r["period"] <= last) / 1e6
        for year in ("2021", "2022", "2023"):
            self.assertRegex(PAGE, rf"{year}  reported +{total(year + '01', year + '12'):,.1f} ")
        now, then = total("202210", "202212"), total("202110", "202112")
        self.assertIn(f"{now:.1f} M, compared with {then:.1f} M: {now / then:.2f} times, "
                      f"{100 * (now / then - 1):+.1f} %", PAGE)

    def test_links(self):
        for name in re.findall(r"\]\(([a-z-]+\.md)\)", PAGE):
            self.assertTrue((weir.SOURCE / "docs" / name).exists(), name)


weir.main()
