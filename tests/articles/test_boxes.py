"""What stands in an article's markup and is not the article: it must make no claim; what only looks like it must stay."""

import pytest

FIRST = "<p>Am Montag verlor die Aktie von Nvidia fast 17 Prozent. Das entspricht 589 Milliarden Dollar, so viel wie nie zuvor an einem Tag.</p>"
SECOND = "<p>Auslöser war ein KI-Modell aus China, das mit weniger Rechenleistung auskommt. Anleger fragen, ob sich die Ausgaben noch lohnen.</p>"
THIRD = "<p>Auch der Nasdaq gab nach. Händler sprachen von einem der schwersten Tage seit Jahren und rechneten mit weiteren Ausschlägen.</p>"


@pytest.mark.parametrize(
    "box",
    [
        '<div class="stock-quote"><p>XAMD: 115,01 USD, minus 6,37 %</p></div>',
        '<div class="kursbox"><p>XAMD fiel um 6,37 Prozent.</p></div>',
        '<div id="cookie-layer"><p>Die Zahl der Partner von X stieg um 5 Prozent auf 180, und alle verarbeiten Daten.</p></div>',
        '<aside class="box newsletter-signup"><p>Jeden Morgen: warum die X-Aktie um 4 Prozent stieg. Jetzt anmelden, es kostet nichts!</p></aside>',
        '<p>Lesen Sie auch: <a href="/3">X stürzte am Montag um 17,4 Prozent ab</a></p>',
        '<p><b>Mehr dazu: <a href="/3">X stürzte am Montag um 17,4 Prozent ab</a></b></p>',
        '<div class="articleRelated"><p><a href="/3">X</a> stürzte am Montag um 17,4 Prozent ab, so tief wie nie.</p></div>',
        '<article><h3><a href="/4">X-Aktie fällt um 6 Prozent</a></h3><p>Die X-Aktie fiel am Mittwoch um 6 Prozent, weil die Cloud enttäuschte.</p></article>',
        '<ul class="ticker-tape"><li>X fiel um 2,3 %</li><li>X stieg um 3,1 %</li></ul>',
        "<template><p>X fiel um 42 Prozent, so viel wie nie zuvor an einem Tag.</p></template>",
        "<noscript><p>X fiel um 42 Prozent, so viel wie nie zuvor an einem Tag.</p></noscript>",
        "<p hidden>X fiel um 42 Prozent, so viel wie nie zuvor an einem Tag.</p>",
        '<p style="color: red; display: NONE">X fiel um 42 Prozent, so viel wie nie zuvor an einem Tag.</p>',
        '<p>Der Handel war <span style="font-size:0">und X fiel um 42 Prozent</span> an diesem Tag sonst ruhig, so die Börse.</p>',
        "<textarea>X fiel um 42 Prozent, so viel wie nie zuvor an einem Tag.</textarea>",
        "<p>Der Leitindex gab an diesem Tag <s>X um 42</s> um 1,5 Prozent nach, wie die Börse am Abend mitteilte.</p>",
    ],
)
def test_boxes_are_no_part_of_the_article(only, build, box):
    text = only("seite.html", build.page(FIRST + SECOND + box + THIRD)).text
    assert "X" not in text
    assert all(part in text for part in ("fast 17 Prozent", "Auslöser", "schwersten Tage"))


@pytest.mark.parametrize(
    "part",
    [
        '<div class="liveticker-entry"><p>X fiel danach um 6 Prozent, wie die Börse am Abend nach Handelsschluss mitteilte.</p></div>',
        '<p>Wie die <a href="/x">Börse mitteilte</a>, fiel X danach um 6 Prozent, so viel wie lange nicht mehr.</p>',
        '<article><h3>17.40 Uhr</h3><p>X fiel danach um 6 Prozent, wie die Börse am Abend nach Handelsschluss mitteilte.</p></article>',
    ],
)
def test_what_only_looks_like_a_box_stays(only, build, part):
    assert "X fiel" in only("seite.html", build.page(FIRST + SECOND + part + THIRD)).text.replace("fiel X", "X fiel")


def test_a_page_that_is_called_like_a_box_is_read(only, build):
    page = build.page(f'<div class="newsletter-archive related">{FIRST}{SECOND}{THIRD}<a href="/">Start</a></div>')
    assert "fast 17 Prozent" in only("seite.html", page).text


def test_a_body_that_a_paywall_hides_is_read(only, build):
    hidden = f'<div style="display:none">{SECOND + THIRD}</div>'
    assert "Auslöser" in only("seite.html", build.page(FIRST + hidden)).text


@pytest.mark.parametrize(
    "part",
    [
        '<p style="font-size:0.9em; opacity:0.8">X fiel danach um 6 Prozent, wie die Börse am Abend nach Handelsschluss mitteilte.</p>',
        "<details><summary>Mehr</summary><p>X fiel danach um 6 Prozent, wie die Börse am Abend nach Handelsschluss sagte.</p></details>",
    ],
)
def test_what_is_only_small_or_folded_stays(only, build, part):
    assert "X fiel" in only("seite.html", build.page(FIRST + SECOND + part + THIRD)).text
