"""The bench runs: its rows are whole and its peers do what they are measured for. No speed is asserted here."""

import pytest

import bench


@pytest.mark.slow
@pytest.mark.parametrize("name", ["rules", "growth", "storing", "workers"])
def test_rows_hold_both_sides_and_their_ratio(name):
    pytest.importorskip("dateparser", reason="dateparser is a peer: pip install '.[bench]'")
    work, _, quick = bench.MEASUREMENTS[name]
    rows = bench.apart(work, quick)
    assert rows
    for what, ours, peer, ratio in rows:
        assert what
        assert all(any(character.isdigit() for character in cell) for cell in (ours, peer, ratio))


@pytest.mark.slow
@pytest.mark.stanza
def test_ner_is_measured_beside_the_tokenizer():
    work, _, quick = bench.MEASUREMENTS["ner"]
    [(_, ours, peer, _)] = bench.apart(work, quick)
    assert float(ours.split()[0]) > 0
    assert float(peer.split()[0]) > 0


@pytest.mark.slow
@pytest.mark.stanza
def test_the_stock_network_is_of_default_size_and_finds_sentences(tmp_path):
    with bench.stanza_folder() as folder:
        pipeline = bench.stock(folder)
    model = pipeline.processors["tokenize"].trainer.args
    assert (model["hidden_dim"], model["emb_dim"], model["rnn_layers"]) == (64, 32, 1)
    documents = bench.articles(2)
    bench.tokenize(pipeline, documents)
    assert pipeline(documents[0].text).sentences


def test_articles_are_the_same_every_time():
    assert [article.id for article in bench.articles(5)] == [article.id for article in bench.articles(5)]


def test_a_command_in_a_fresh_process_tells_time_and_memory():
    seconds, megabytes = bench.fresh(["python3", "-c", "sum(range(10**6))"])
    assert seconds > 0
    assert megabytes > 1


def test_a_command_that_fails_ends_the_bench():
    with pytest.raises(SystemExit, match="failed"):
        bench.fresh(["python3", "-c", "raise SystemExit(3)"])
