import pytest
@pytest.mark.story
def test_x(live, walk):
    one = walk(live)
    one.log_in("office")
    print(one.path, one.text)
    two = walk(live, phone=True, scripts=False)
    two.open("/accounts/login/")
    print(two.text, two.looked)
