import pytest

from aligncheck.errors import InputError
from aligncheck.language import identify

TEXTS = {
    "id": "Ketua komisi meminta seluruh jajarannya bersikap jujur dan adil dalam pemilihan umum tahun depan.",
    "en": "The chairman asked all members of his staff to be honest and fair in the general election next year.",
    "de": "Der Vorsitzende bat alle Mitarbeiter, bei der Wahl im nächsten Jahr ehrlich und gerecht zu sein.",
    "ar": "طلب رئيس اللجنة من جميع الموظفين أن يكونوا صادقين ومنصفين في الانتخابات العامة المقبلة.",
    "ja": "委員長は、来年の総選挙で正直かつ公正であるよう、すべての職員に求めた。",
}


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("times", [1, 200], ids=["short", "long"])
def test_the_language_of_a_text(language, times):
    assert identify("a.txt", (TEXTS[language] + "\n") * times) == language


def test_a_short_insertion_does_not_change_the_language_of_a_document():
    assert identify("a.txt", TEXTS["id"] * 20 + TEXTS["en"] + TEXTS["id"] * 20) == "id"


@pytest.mark.parametrize("text", ["1234 5678", "👍👍", "--- ... ---"])
def test_a_text_without_words_is_refused(text):
    with pytest.raises(InputError, match=r"a\.txt: cannot tell the language of this text\n  Name the languages"):
        identify("a.txt", text)
