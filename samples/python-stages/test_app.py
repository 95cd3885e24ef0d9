from app import answer


def test_answer():
    assert b'"libpq": true' in answer({}, lambda status, headers: None)[0]
