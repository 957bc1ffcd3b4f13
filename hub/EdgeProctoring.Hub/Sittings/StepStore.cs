using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Audit;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Sittings;

/// <summary>The steps of an exam's sittings. Only ever added.</summary>
internal static class StepStore
{
    private const string Columns = "id, exam, room, sitting, kind, by_user, by_name, at_us, minutes, seat, reason, number";

    public static Task<List<SittingStep>> ListAsync(Session session, string exam, CancellationToken cancel) =>
        session.ListAsync($"SELECT {Columns} FROM steps WHERE exam = @exam ORDER BY number", Read, cancel, ("@exam", exam));

    public static Task<SittingStep?> FindAsync(Session session, string id, CancellationToken cancel) =>
        session.FindAsync<SittingStep>($"SELECT {Columns} FROM steps WHERE id = @id", Read, cancel, ("@id", id));

    /// <summary>Adds a step to the record and gives it its number.</summary>
    public static async Task<SittingStep> AddAsync(LedgerEntry entry, SittingStep step, CancellationToken cancel)
    {
        var numbered = step with { Number = await entry.Session.NumberAsync("SELECT MAX(number) FROM steps WHERE exam = @exam", cancel, ("@exam", step.Exam)) + 1 };
        await entry.Session.DoAsync($"""
            INSERT INTO steps ({Columns}) VALUES (@id, @exam, @room, @sitting, @kind, @by, @name, @at, @minutes, @seat, @reason, @number)
            """, cancel, ("@id", step.Id), ("@exam", step.Exam), ("@room", step.Room), ("@sitting", step.Sitting), ("@kind", (long)step.Kind), ("@by", step.By), ("@name", step.Name),
            ("@at", WireTime.ToMicroseconds(step.At)), ("@minutes", (long?)step.Minutes), ("@seat", step.Seat), ("@reason", step.Reason), ("@number", numbered.Number));
        await entry.Book.ChainAsync(step.Exam, Fact.Step(numbered), cancel);
        return numbered;
    }

    private static SittingStep Read(System.Data.Common.DbDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.Text(2), row.Text(3), (StepKind)row.GetInt64(4), row.GetString(5), row.GetString(6), WireTime.FromMicroseconds(row.GetInt64(7)))
        {
            Minutes = (int?)row.Number(8), Seat = row.Text(9), Reason = row.Text(10), Number = row.GetInt64(11),
        };
}
