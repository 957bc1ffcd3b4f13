using System.Data.Common;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Sittings;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>Remote sittings as they stand in the record.</summary>
internal static class RemoteStore
{
    private const string Select = "SELECT s.id, s.exam, e.title, e.from_us, e.to_us, s.person, s.name, p.id FROM sittings s JOIN exams e ON e.id = s.exam JOIN packs p ON p.hash = e.pack WHERE s.mode = 2 AND";

    public static async Task<RemoteSitting?> FindAsync(Session session, string sitting, CancellationToken cancel) =>
        (await ListAsync(session, $"{Select} s.id = @value", sitting, cancel)).FirstOrDefault();

    /// <summary>A person's sittings; the nearest first.</summary>
    public static Task<List<RemoteSitting>> OfPersonAsync(Session session, string person, CancellationToken cancel) =>
        ListAsync(session, $"{Select} s.person = @value ORDER BY e.from_us, s.id", person, cancel);

    public static Task<List<RemoteSitting>> OfExamAsync(Session session, string exam, CancellationToken cancel) =>
        ListAsync(session, $"{Select} s.exam = @value ORDER BY s.name, s.id", exam, cancel);

    /// <summary>Those of exams that run now, are about to, or did of late.</summary>
    public static async Task<List<RemoteSitting>> RecentAsync(Session session, DateTimeOffset now, TimeSpan late, CancellationToken cancel)
    {
        var exams = await session.ListAsync("SELECT id FROM exams WHERE from_us <= @soon AND to_us > @late ORDER BY id", row => row.GetString(0), cancel,
            ("@soon", WireTime.ToMicroseconds(now + TimeSpan.FromHours(1))), ("@late", WireTime.ToMicroseconds(now - late)));
        var sittings = new List<RemoteSitting>();
        foreach (var exam in exams)
        {
            sittings.AddRange(await OfExamAsync(session, exam, cancel));
        }
        return sittings;
    }

    public static async Task AddAsync(LedgerEntry entry, RemoteSitting sitting, RemoteStep step, string by, string detail, CancellationToken cancel)
    {
        await entry.Session.DoAsync("INSERT INTO remote_steps (sitting, number, step, at_us, by_user, detail) VALUES (@sitting, @number, @step, @at, @by, @detail)", cancel,
            ("@sitting", sitting.Id), ("@number", sitting.Preparation.Steps + 1), ("@step", step.ToString()), ("@at", WireTime.ToMicroseconds(entry.Now)), ("@by", by), ("@detail", detail));
        await entry.AuditAsync(by, $"remote.{step}", sitting.Id, sitting.Exam, detail, cancel);
    }

    private static async Task<List<RemoteSitting>> ListAsync(Session session, string sql, string value, CancellationToken cancel)
    {
        var found = await session.ListAsync(sql, Read, cancel, ("@value", value));
        var lines = new Dictionary<string, (Dictionary<string, SittingLine> Lines, List<SittingStep> Steps)>(StringComparer.Ordinal);
        var sittings = new List<RemoteSitting>();
        foreach (var (sitting, to) in found)
        {
            if (!lines.TryGetValue(sitting.Exam, out var exam))
            {
                lines[sitting.Exam] = exam = ((await SittingStore.ListAsync(session, sitting.Exam, cancel)).ToDictionary(line => line.Id, StringComparer.Ordinal),
                    await StepStore.ListAsync(session, sitting.Exam, cancel));
            }
            var steps = exam.Steps.Where(step => step.Concerns(sitting.Id, RemoteRoom.Id)).ToList();
            sittings.Add(sitting with
            {
                Preparation = await PreparationAsync(session, sitting.Id, cancel), Steps = steps,
                Life = steps.Aggregate(new SittingLife(exam.Lines[sitting.Id].Plan(sitting.From, to, true)), (life, step) => life.With(step)),
            });
        }
        return sittings;
    }

    private static async Task<Preparation> PreparationAsync(Session session, string sitting, CancellationToken cancel)
    {
        var steps = await session.ListAsync("SELECT step, detail FROM remote_steps WHERE sitting = @sitting ORDER BY number",
            row => (Step: Enum.Parse<RemoteStep>(row.GetString(0)), Detail: row.GetString(1)), cancel, ("@sitting", sitting));
        return steps.Aggregate(Preparation.None, (prepared, step) => prepared.After(step.Step, step.Detail)
            ?? throw new StorageException($"The steps of remote sitting {sitting} do not follow one another at '{step.Step}'. Restore the last backup."));
    }

    private static (RemoteSitting Sitting, DateTimeOffset To) Read(DbDataReader row)
    {
        var (from, to) = (WireTime.FromMicroseconds(row.GetInt64(3)), WireTime.FromMicroseconds(row.GetInt64(4)));
        return (new RemoteSitting(row.GetString(0), row.GetString(1), row.GetString(2), from, row.GetString(5), row.GetString(6), row.GetString(7))
        {
            Life = new SittingLife(new SittingPlan(from, to, SittingMode.Remote, true, null)),
        }, to);
    }
}
