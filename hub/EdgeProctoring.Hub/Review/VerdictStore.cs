using System.Text.Json;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Review;

/// <summary>What people decided. Only ever added.</summary>
internal static class VerdictStore
{
    private const string Insert = """
        INSERT INTO verdicts (id, exam, sitting, room, incident, by_user, by_name, at_us, decision, code, new_code, from_us, to_us, seats, reason, undoes)
        VALUES (@id, @exam, @sitting, @room, @incident, @by, @name, @at, @decision, @code, @newCode, @from, @to, @seats, @reason, @undoes)
        """;

    public static Task AddAsync(Session session, PlacedVerdict placed, CancellationToken cancel)
    {
        var verdict = placed.Verdict;
        return session.DoAsync(Insert, cancel, ("@id", verdict.Id), ("@exam", placed.Exam), ("@sitting", placed.Sitting), ("@room", placed.Room),
            ("@incident", placed.Incident), ("@by", verdict.By), ("@name", placed.Name), ("@at", WireTime.ToMicroseconds(verdict.At)),
            ("@decision", (long)verdict.Decision), ("@code", verdict.Code?.Text()), ("@newCode", verdict.NewCode?.Text()),
            ("@from", verdict.From is { } from ? WireTime.ToMicroseconds(from) : null), ("@to", verdict.To is { } to ? WireTime.ToMicroseconds(to) : null),
            ("@seats", JsonSerializer.Serialize(verdict.Seats)), ("@reason", verdict.Reason), ("@undoes", verdict.Undoes));
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

    /// <summary>Who gave a verdict, by name.</summary>
    public static Task<string?> FindNameAsync(Session session, string verdict, CancellationToken cancel) =>
        session.FindAsync("SELECT by_name FROM verdicts WHERE id = @id", row => row.GetString(0), cancel, ("@id", verdict));

    private static ViolationCode? Code(string? text) => text is not null && ViolationCodes.TryParse(text, out var code) ? code : null;

    private static DateTimeOffset? Time(long? microseconds) => microseconds is { } value ? WireTime.FromMicroseconds(value) : null;
}

/// <summary>A verdict and where it belongs.</summary>
internal sealed record PlacedVerdict(Verdict Verdict, string Exam, string Sitting, string? Room, string? Incident, string Name);
