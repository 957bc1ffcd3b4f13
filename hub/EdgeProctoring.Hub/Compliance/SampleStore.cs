using System.Data.Common;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Compliance;

/// <summary>Samples and second looks. Only ever added.</summary>
internal static class SampleStore
{
    private const string Items = """
        SELECT i.sample, i.number, i.exam, i.sitting, i.room, i.incident, i.code, i.verdict, i.by_user, i.by_name, i.decision,
            s.by_user, s.by_name, s.decision, s.note, s.at_us, t.by_user, t.by_name, t.decision, t.note, t.at_us
        FROM sample_items i LEFT JOIN second_looks s ON s.sample = i.sample AND s.number = i.number AND s.turn = 2
            LEFT JOIN second_looks t ON t.sample = i.sample AND t.number = i.number AND t.turn = 3
        """;

    public static Task<List<Sample>> ListAsync(Session session, int most, CancellationToken cancel) =>
        session.ListAsync($"SELECT id, number, from_us, to_us, seed, population, by_user, by_name, at_us FROM samples ORDER BY number DESC LIMIT {most}", row => new Sample(row.GetString(0), row.GetInt64(1),
            WireTime.FromMicroseconds(row.GetInt64(2)), WireTime.FromMicroseconds(row.GetInt64(3)), row.GetString(4), (int)row.GetInt64(5), row.GetString(6), row.GetString(7), WireTime.FromMicroseconds(row.GetInt64(8))), cancel);

    public static Task<List<SampleItem>> ItemsAsync(Session session, string sample, CancellationToken cancel) =>
        session.ListAsync($"{Items} WHERE i.sample = @sample ORDER BY i.number", Read, cancel, ("@sample", sample));

    public static Task<SampleItem?> FindAsync(Session session, string sample, long number, CancellationToken cancel) =>
        session.FindAsync<SampleItem>($"{Items} WHERE i.sample = @sample AND i.number = @number", Read, cancel, ("@sample", sample), ("@number", number));

    /// <summary>What people decided in a period and did not take back: of each incident the last word.</summary>
    public static async Task<List<DecidedIncident>> DecidedAsync(Session session, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var verdicts = await session.ListAsync("""
            SELECT id, exam, sitting, room, incident, code, by_user, by_name, decision, undoes FROM verdicts WHERE at_us >= @from AND at_us < @to AND incident IS NOT NULL ORDER BY at_us, id
            """, row => (Row: new DecidedIncident(row.GetString(0), row.GetString(1), row.GetString(2), row.Text(3), row.GetString(4), row.Text(5), row.GetString(6), row.GetString(7), (VerdictKind)row.GetInt64(8)),
                Undoes: row.Text(9)), cancel, ("@from", WireTime.ToMicroseconds(from)), ("@to", WireTime.ToMicroseconds(to)));
        var undone = verdicts.Select(verdict => verdict.Undoes).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return [.. verdicts.Select(verdict => verdict.Row).Where(row => row.Decision is VerdictKind.Confirm or VerdictKind.Dismiss or VerdictKind.Recode && row.Code is not null && !undone.Contains(row.Verdict))
            .GroupBy(row => row.Incident, StringComparer.Ordinal).Select(group => group.Last())];
    }

    public static async Task<Sample> AddAsync(Session session, Sample sample, IReadOnlyList<DecidedIncident> drawn, CancellationToken cancel)
    {
        var numbered = sample with { Number = await session.NumberAsync("SELECT MAX(number) FROM samples", cancel) + 1 };
        await session.DoAsync("INSERT INTO samples (id, number, from_us, to_us, seed, population, by_user, by_name, at_us) VALUES (@id, @number, @from, @to, @seed, @population, @by, @name, @at)", cancel,
            ("@id", sample.Id), ("@number", numbered.Number), ("@from", WireTime.ToMicroseconds(sample.From)), ("@to", WireTime.ToMicroseconds(sample.To)), ("@seed", sample.Seed), ("@population", (long)sample.Population),
            ("@by", sample.By), ("@name", sample.Name), ("@at", WireTime.ToMicroseconds(sample.At)));
        foreach (var (at, one) in drawn.Index())
        {
            await session.DoAsync("""
                INSERT INTO sample_items (sample, number, exam, sitting, room, incident, code, verdict, by_user, by_name, decision) VALUES (@sample, @number, @exam, @sitting, @room, @incident, @code, @verdict, @by, @name, @decision)
                """, cancel, ("@sample", sample.Id), ("@number", at + 1L), ("@exam", one.Exam), ("@sitting", one.Sitting), ("@room", one.Room), ("@incident", one.Incident), ("@code", one.Code), ("@verdict", one.Verdict),
                ("@by", one.By), ("@name", one.Name), ("@decision", (long)one.Decision));
        }
        return numbered;
    }

    public static Task AddAsync(Session session, SampleItem item, SecondLook look, CancellationToken cancel) =>
        session.DoAsync("INSERT INTO second_looks (sample, number, turn, by_user, by_name, decision, note, at_us) VALUES (@sample, @number, @turn, @by, @name, @decision, @note, @at)", cancel,
            ("@sample", item.Sample), ("@number", (long)item.Number), ("@turn", (long)item.Turn!.Value), ("@by", look.By), ("@name", look.Name), ("@decision", (long)look.Decision), ("@note", look.Note), ("@at", WireTime.ToMicroseconds(look.At)));

    private static SampleItem Read(DbDataReader row) => new(row.GetString(0), (int)row.GetInt64(1), row.GetString(2), row.GetString(3), row.Text(4), row.GetString(5),
        ViolationCodes.TryParse(row.GetString(6), out var code) ? code : default, row.GetString(7), row.GetString(8), row.GetString(9), (VerdictKind)row.GetInt64(10)) { Second = Look(row, 11), Third = Look(row, 16) };

    private static SecondLook? Look(DbDataReader row, int at) =>
        row.IsDBNull(at) ? null : new SecondLook(row.GetString(at), row.GetString(at + 1), (VerdictKind)row.GetInt64(at + 2), row.Text(at + 3), WireTime.FromMicroseconds(row.GetInt64(at + 4)));
}

/// <summary>A decision that is in force.</summary>
internal sealed record DecidedIncident(string Verdict, string Exam, string Sitting, string? Room, string Incident, string? Code, string By, string Name, VerdictKind Decision);
