using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Audit;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Review;

/// <summary>What people decided. Only ever added.</summary>
internal static class VerdictStore
{
    private const string Insert = """
        INSERT INTO verdicts (id, exam, sitting, room, incident, by_user, by_name, at_us, decision, code, new_code, from_us, to_us, seats, reason, undoes)
        VALUES (@id, @exam, @sitting, @room, @incident, @by, @name, @at, @decision, @code, @newCode, @from, @to, @seats, @reason, @undoes)
        """;

    public static async Task AddAsync(LedgerEntry entry, PlacedVerdict placed, CancellationToken cancel)
    {
        var row = placed.Row();
        await entry.Session.DoAsync(Insert, cancel, ("@id", row.Id), ("@exam", placed.Exam), ("@sitting", row.Sitting), ("@room", row.Room),
            ("@incident", row.Incident), ("@by", row.By), ("@name", row.Name), ("@at", row.AtUs), ("@decision", row.Decision), ("@code", row.Code),
            ("@newCode", row.NewCode), ("@from", row.FromUs), ("@to", row.ToUs), ("@seats", row.Seats), ("@reason", row.Reason), ("@undoes", row.Undoes));
        await entry.Book.ChainAsync(placed.Exam, Fact.Verdict(row), cancel);
    }

    /// <summary>All verdicts of an exam with the sittings that they were given on.</summary>
    public static Task<List<(string Sitting, Verdict Verdict)>> ListAsync(Session session, string exam, CancellationToken cancel) =>
        session.ListAsync("SELECT id, sitting, by_user, at_us, decision, code, new_code, from_us, to_us, seats, reason, undoes FROM verdicts WHERE exam = @exam ORDER BY at_us, id",
            row => (row.GetString(1), new Verdict
            {
                Id = row.GetString(0), By = row.GetString(2), At = WireTime.FromMicroseconds(row.GetInt64(3)), Decision = (VerdictKind)row.GetInt64(4),
                Code = Code(row.Text(5)), NewCode = Code(row.Text(6)), From = Time(row.Number(7)), To = Time(row.Number(8)),
                Seats = JsonSerializer.Deserialize<string[]>(row.GetString(9)) ?? [], Reason = row.Text(10), Undoes = row.Text(11),
            }), cancel, ("@exam", exam));

    private static ViolationCode? Code(string? text) => text is not null && ViolationCodes.TryParse(text, out var code) ? code : null;

    private static DateTimeOffset? Time(long? microseconds) => microseconds is { } value ? WireTime.FromMicroseconds(value) : null;
}

/// <summary>A verdict and where it belongs.</summary>
internal sealed record PlacedVerdict(Verdict Verdict, string Exam, string Sitting, string? Room, string? Incident, string Name)
{
    public VerdictRow Row() => new(Verdict.Id, Sitting, Room, Incident, Verdict.By, Name, WireTime.ToMicroseconds(Verdict.At), (long)Verdict.Decision,
        Verdict.Code?.Text(), Verdict.NewCode?.Text(), Microseconds(Verdict.From), Microseconds(Verdict.To), JsonSerializer.Serialize(Verdict.Seats), Verdict.Reason, Verdict.Undoes);

    private static long? Microseconds(DateTimeOffset? time) => time is { } known ? WireTime.ToMicroseconds(known) : null;
}
