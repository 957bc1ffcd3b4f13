using System.Globalization;
using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.Completeness;

/// <summary>An exam's record, minute by minute and piece by piece: what is there, what lacks and why, who accepted it.</summary>
internal sealed record ExamCompleteness(string Exam, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<SittingStream> Streams, IReadOnlyList<OpenPoint> Points, SealedBy? Sealed);

/// <summary>One expected stream of one sitting.</summary>
internal sealed record SittingStream(string Sitting, string? Room, string? Seat, string Stream, IReadOnlyList<MinuteRun> Minutes)
{
    public int HeldMinutes => (int)Minutes.Where(run => run.State == MinuteState.Held).Sum(run => Math.Ceiling((run.To - run.From).TotalMinutes));
    public int AllMinutes => (int)Math.Ceiling(Minutes.Sum(run => (run.To - run.From).TotalMinutes));
}

internal sealed record SealedBy(string Name, DateTimeOffset At);

/// <summary>Reads the ledger of an exam from the record.</summary>
internal static class CompletenessBook
{
    private const string Video = "video";

    /// <summary>What a sender may take to say what it holds; the newest minutes of a running exam are not judged yet.</summary>
    private static readonly TimeSpan _settling = TimeSpan.FromSeconds(30);

    public static async Task<ExamCompleteness?> FindAsync(Session session, string exam, DateTimeOffset now, CancellationToken cancel)
    {
        var window = await session.FindAsync("SELECT e.from_us, COALESCE(MAX(r.until_us), e.to_us) FROM exams e LEFT JOIN exam_rooms r ON r.exam = e.id WHERE e.id = @exam GROUP BY e.from_us, e.to_us",
            row => (From: row.GetInt64(0), To: row.GetInt64(1)), cancel, ("@exam", exam));
        if (window.To == 0)
        {
            return null;
        }
        var from = WireTime.FromMicroseconds(window.From);
        var end = WireTime.FromMicroseconds(window.To);
        var to = now - _settling < end ? now - _settling : end;
        var streams = await StreamsAsync(session, exam, from, to, cancel);
        var points = MinutePoints(streams).Concat(await EvidencePointsAsync(session, exam, cancel)).Concat(await NumberPointsAsync(session, exam, cancel)).ToList();
        var accepted = (await session.ListAsync("SELECT point, by_name, at_us, reason FROM gap_acceptances WHERE exam = @exam",
            row => (Point: row.GetString(0), By: new AcceptedBy(row.GetString(1), WireTime.FromMicroseconds(row.GetInt64(2)), row.GetString(3))), cancel, ("@exam", exam)))
            .ToDictionary(acceptance => acceptance.Point, acceptance => acceptance.By, StringComparer.Ordinal);
        var @sealed = await session.FindAsync<SealedBy>("SELECT by_name, at_us FROM seals WHERE exam = @exam",
            row => new SealedBy(row.GetString(0), WireTime.FromMicroseconds(row.GetInt64(1))), cancel, ("@exam", exam));
        return new ExamCompleteness(exam, from, end, streams, [.. points.Select(point => point with { Accepted = accepted.GetValueOrDefault(point.Id) })], @sealed);
    }

    private static async Task<List<SittingStream>> StreamsAsync(Session session, string exam, DateTimeOffset from, DateTimeOffset to, CancellationToken cancel)
    {
        var stretches = (await session.ListAsync("SELECT room, stream, from_us, to_us, held, reason FROM coverage WHERE exam = @exam",
            row => (Room: row.Text(0), Stream: row.GetString(1), Stretch: new Stretch(WireTime.FromMicroseconds(row.GetInt64(2)), WireTime.FromMicroseconds(row.GetInt64(3)), row.GetInt64(4) != 0, row.Text(5))),
            cancel, ("@exam", exam))).ToLookup(line => (line.Room, line.Stream), line => line.Stretch);
        var absences = (await session.ListAsync("SELECT room, node, from_us, to_us FROM absences WHERE exam = @exam",
            row => (Room: row.GetString(0), Stretch: new Stretch(WireTime.FromMicroseconds(row.GetInt64(2)), row.Number(3) is { } back ? WireTime.FromMicroseconds(back) : to, false, $"node {row.GetString(1)} was away")),
            cancel, ("@exam", exam))).ToLookup(absence => absence.Room, absence => absence.Stretch, StringComparer.Ordinal);
        var ends = (await session.ListAsync("SELECT r.room, COALESCE(r.until_us, e.to_us) FROM exam_rooms r JOIN exams e ON e.id = r.exam WHERE e.id = @exam",
            row => (Room: row.GetString(0), Until: WireTime.FromMicroseconds(row.GetInt64(1))), cancel, ("@exam", exam))).ToDictionary(room => room.Room, room => room.Until < to ? room.Until : to, StringComparer.Ordinal);
        var sittings = await session.ListAsync("SELECT id, room, seat FROM sittings WHERE exam = @exam AND mode = 1 ORDER BY id",
            row => (Id: row.GetString(0), Room: row.Text(1), Seat: row.Text(2)), cancel, ("@exam", exam));
        var streams = new List<SittingStream>();
        foreach (var room in sittings.GroupBy(sitting => sitting.Room))
        {
            // All seats of a room share its cameras: the minutes are made once.
            var names = stretches.Where(group => group.Key.Room == room.Key).Select(group => group.Key.Stream).Append(Video).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            var minutes = names.Select(name => (Name: name, Minutes: StreamMinutes.Of(from, ends.GetValueOrDefault(room.Key ?? "", to), [.. stretches[(room.Key, name)], .. absences[room.Key ?? ""]]))).ToList();
            streams.AddRange(room.SelectMany(sitting => minutes.Select(stream => new SittingStream(sitting.Id, sitting.Room, sitting.Seat, stream.Name, stream.Minutes))));
        }
        streams.AddRange(await RemoteExams.RemoteMinutes.ListAsync(session, exam, to, cancel));
        return streams;
    }

    private static IEnumerable<OpenPoint> MinutePoints(List<SittingStream> streams) =>
        streams.DistinctBy(stream => (stream.Room ?? stream.Sitting, stream.Stream)).SelectMany(stream => stream.Minutes.Where(run => run.State != MinuteState.Held)
            .Select(run => new OpenPoint(string.Create(CultureInfo.InvariantCulture, $"minutes.{stream.Room ?? stream.Sitting}.{stream.Stream}.{run.From.ToUnixTimeSeconds()}-{run.To.ToUnixTimeSeconds()}"),
                run.State == MinuteState.Gap ? "gap" : "missing", stream.Room, stream.Stream, run.From, run.To, run.Reason)));

    /// <summary>What a manifest names and the hub does not hold, or holds with other bytes.</summary>
    private static Task<List<OpenPoint>> EvidencePointsAsync(Session session, string exam, CancellationToken cancel) => session.ListAsync("""
        SELECT m.evidence, m.room, m.from_us, m.to_us, e.id FROM manifests m LEFT JOIN evidence e ON e.id = m.evidence
        WHERE m.exam = @exam AND (e.id IS NULL OR e.sha256 <> m.sha256 OR e.node <> m.sender) ORDER BY m.from_us, m.evidence
        """, row => new OpenPoint($"evidence.{row.GetString(0)}", "evidence", row.Text(1), row.GetString(0), WireTime.FromMicroseconds(row.GetInt64(2)),
            WireTime.FromMicroseconds(row.GetInt64(3)), row.IsDBNull(4) ? "named by the sender's manifest, not held" : "held with other bytes than the manifest names"),
        cancel, ("@exam", exam));

    /// <summary>Item numbers that never came from senders of this exam.</summary>
    private static async Task<List<OpenPoint>> NumberPointsAsync(Session session, string exam, CancellationToken cancel)
    {
        var boots = await session.ListAsync("""
            SELECT DISTINCT b.sender, b.boot, b.held FROM items i JOIN boots b ON b.sender_kind = i.sender_kind AND b.sender = i.sender AND b.boot = i.boot
            WHERE i.exam = @exam ORDER BY b.sender, b.boot
            """, row => (Sender: row.GetString(0), Boot: row.GetString(1), Held: HeldNumbers.Parse(row.GetString(2))), cancel, ("@exam", exam));
        return [.. boots.SelectMany(boot => boot.Held.Durable().Gaps.Select(gap => new OpenPoint(
            string.Create(CultureInfo.InvariantCulture, $"numbers.{boot.Sender}.{boot.Boot}.{gap.From}-{gap.To}"), "numbers", null,
            string.Create(CultureInfo.InvariantCulture, $"{boot.Sender}: items {gap.From} to {gap.To}"), null, null, "never came")))];
    }
}
