using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;

namespace EdgeProctoring.Hub.Tests.Ingest;

/// <summary>Which gaps are asked for, and when.</summary>
public class GapBookTests
{
    private static readonly DateTimeOffset _start = new(2026, 1, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Asks_for_a_gap_that_stays_and_once_until_the_answer_is_late()
    {
        var book = Book();
        book.Note("b", [new SeqRange(2, 9)], _start);
        Assert.Empty(book.Ask(At(9)));
        Assert.Equal(At(10), book.Due);
        Assert.Equal(new SeqRange(2, 9), Assert.Single(book.Ask(At(10))).Range);
        Assert.Empty(book.Ask(At(60)));
        Assert.Single(book.Ask(At(71)));
    }

    [Fact]
    public void Counts_what_is_left_of_a_gap_as_old_as_the_gap_and_what_is_new_as_new()
    {
        var book = Book();
        book.Note("b", [new SeqRange(2, 9)], _start);
        book.Note("b", [new SeqRange(2, 3), new SeqRange(7, 9), new SeqRange(20, 30)], At(8));
        Assert.Equal([new SeqRange(2, 3), new SeqRange(7, 9)], book.Ask(At(11)).Select(question => question.Range));
        book.Note("b", [], At(12));
        Assert.Null(book.Due);
    }

    [Fact]
    public void Lets_what_an_answer_left_open_grow_old_again()
    {
        var book = Book();
        book.Note("b", [new SeqRange(1, 5)], _start);
        var question = Assert.Single(book.Ask(At(10)));
        Assert.Same(question, book.Find(question.Id));
        book.Answered(question, At(11));
        Assert.Null(book.Find(question.Id));
        Assert.Empty(book.Ask(At(20)));
        Assert.Single(book.Ask(At(21)));
    }

    [Fact]
    public void Asks_for_a_large_gap_in_parts_and_for_a_few_at_a_time()
    {
        var book = Book();
        book.Note("a", [new SeqRange(1, 1_000_000)], _start);
        Assert.Equal(new SeqRange(1, 10_000), Assert.Single(book.Ask(At(10))).Range);
        book.Note("b", [.. Enumerable.Range(0, 50).Select(at => new SeqRange((at * 10) + 1, (at * 10) + 5))], _start);
        Assert.Equal(7, book.Ask(At(11)).Count);
    }

    [Fact]
    public void Joins_and_subtracts_ranges_of_numbers()
    {
        var held = HeldNumbers.Parse("1-3,8-9,20-30");
        Assert.Equal([new SeqRange(4, 7), new SeqRange(10, 12)], held.Missing(new SeqRange(2, 12)));
        Assert.Empty(held.Missing(new SeqRange(21, 29)));
        Assert.Equal([new SeqRange(31, 40)], held.Missing(new SeqRange(25, 40)));
        held.Add(new SeqRange(4, 7));
        held.Add(new SeqRange(15, 22));
        held.Add(new SeqRange(40, 41));
        Assert.Equal("1-9,15-30,40-41", held.ToString());
    }

    private static GapBook Book() => new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1));

    private static DateTimeOffset At(int seconds) => _start.AddSeconds(seconds);
}
