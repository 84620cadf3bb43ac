"""Full garbage collections run in the clerk's pauses; where none comes, every few hundred keys."""

from __future__ import annotations

import gc

from assistant.tui.keyboard import IdleCollector


def test_once_in_every_pause_that_follows_keys() -> None:
    now, ran = [0.0], [0]

    def collect() -> None:
        ran[0] += 1

    collector = IdleCollector(collect, lambda: now[0])
    try:
        for moment, key, expected in (
            (5.0, False, 0),  # nobody has done anything
            (6.0, True, 0),
            (7.0, False, 0),  # too short a pause
            (7.2, True, 0),
            (8.6, False, 0),
            (8.8, False, 1),
            (60.0, False, 1),  # the pause goes on
            (61.0, True, 1),
            (63.0, False, 2),
        ):
            now[0] = moment
            if key:
                collector.busy()
            collector.collect_when_idle()
            assert ran[0] == expected, moment
    finally:
        gc.unfreeze()


def test_who_never_rests_has_the_memory_tidied_all_the_same() -> None:
    now, ran = [0.0], [0]

    def collect() -> None:
        ran[0] += 1

    collector = IdleCollector(collect, lambda: now[0])
    try:
        for key in range(1, 1001):
            now[0] = key / 10
            collector.busy()
            collector.collect_when_idle()
        assert 3 <= ran[0] <= 10
    finally:
        gc.unfreeze()


def test_python_runs_no_full_collection_meanwhile_and_has_it_back_afterwards() -> None:
    before = (700, 10, 10)
    gc.set_threshold(*before)
    collector = IdleCollector()
    collector.begin()
    try:
        assert gc.isenabled()
        young, middle, _ = gc.get_threshold()
        assert before[0] <= young <= 20 * before[0]  # short ones go on, or a long morning would fill the memory
        assert middle == before[1]
        assert gc.get_threshold()[2] > 1000 * before[2]
        assert gc.get_freeze_count() > 0
    finally:
        collector.end()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0
