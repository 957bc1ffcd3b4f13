using System.Data.Common;
using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.SpotChecks;

/// <summary>Visits and what came of them. Only ever added.</summary>
internal static class VisitStore
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    private const string Select = """
        SELECT v.id, v.number, v.exam, v.room, v.way, v.seed, v.candidates, v.reason, v.by_user, v.by_name, v.at_us,
            o.outcome, o.note, o.counts, o.checks, o.pictures, o.done_us, o.at_us FROM visits v LEFT JOIN visit_outcomes o ON o.visit = v.id
        """;

    public static Task<Visit?> FindAsync(Session session, string id, CancellationToken cancel) =>
        session.FindAsync<Visit>($"{Select} WHERE v.id = @id", Read, cancel, ("@id", id));

    /// <summary>The visit that somebody has begun and not ended.</summary>
    public static Task<Visit?> FindOpenAsync(Session session, string by, DateTimeOffset since, CancellationToken cancel) =>
        session.FindAsync<Visit>($"{Select} WHERE v.by_user = @by AND v.at_us > @since AND o.visit IS NULL ORDER BY v.number DESC LIMIT 1", Read, cancel, ("@by", by), ("@since", WireTime.ToMicroseconds(since)));

    /// <summary>The newest first.</summary>
    public static Task<List<Visit>> ListAsync(Session session, DateTimeOffset since, int most, CancellationToken cancel) =>
        session.ListAsync($"{Select} WHERE v.at_us > @since ORDER BY v.number DESC LIMIT {most}", Read, cancel, ("@since", WireTime.ToMicroseconds(since)));

    public static async Task<Visit> AddAsync(Session session, Visit visit, CancellationToken cancel)
    {
        var numbered = visit with { Number = await session.NumberAsync("SELECT MAX(number) FROM visits", cancel) + 1 };
        await session.DoAsync("""
            INSERT INTO visits (id, number, exam, room, way, seed, candidates, reason, by_user, by_name, at_us) VALUES (@id, @number, @exam, @room, @way, @seed, @candidates, @reason, @by, @name, @at)
            """, cancel, ("@id", visit.Id), ("@number", numbered.Number), ("@exam", visit.Exam), ("@room", visit.Room), ("@way", Word(visit.Way)), ("@seed", visit.Seed),
            ("@candidates", JsonSerializer.Serialize(visit.Candidates, _json)), ("@reason", visit.Reason), ("@by", visit.By), ("@name", visit.Name), ("@at", WireTime.ToMicroseconds(visit.At)));
        return numbered;
    }

    public static Task AddAsync(Session session, string visit, VisitOutcome outcome, CancellationToken cancel) => session.DoAsync("""
        INSERT INTO visit_outcomes (visit, outcome, note, counts, checks, pictures, done_us, at_us) VALUES (@visit, @outcome, @note, @counts, @checks, @pictures, @done, @at)
        """, cancel, ("@visit", visit), ("@outcome", Word(outcome.Result)), ("@note", outcome.Note), ("@counts", JsonSerializer.Serialize(outcome.Heads, _json)),
        ("@checks", JsonSerializer.Serialize(outcome.Checks, _json)), ("@pictures", JsonSerializer.Serialize(outcome.Pictures, _json)),
        ("@done", WireTime.ToMicroseconds(outcome.Done)), ("@at", WireTime.ToMicroseconds(outcome.At)));

    public static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static Visit Read(DbDataReader row) => new(row.GetString(0), row.GetInt64(1), row.GetString(2), row.GetString(3), Enum.Parse<DrawWay>(row.GetString(4), ignoreCase: true), row.GetString(5),
        Json<Candidate[]>(row.GetString(6)), row.Text(7), row.GetString(8), row.GetString(9), WireTime.FromMicroseconds(row.GetInt64(10)))
    {
        Outcome = row.IsDBNull(11) ? null : new VisitOutcome(Enum.Parse<VisitResult>(row.GetString(11), ignoreCase: true), row.Text(12), Json<HeadCount>(row.GetString(13)),
            Json<Dictionary<string, bool>>(row.GetString(14)), Json<string[]>(row.GetString(15)), WireTime.FromMicroseconds(row.GetInt64(16)), WireTime.FromMicroseconds(row.GetInt64(17))),
    };

    private static T Json<T>(string text) => JsonSerializer.Deserialize<T>(text, _json)!;
}
