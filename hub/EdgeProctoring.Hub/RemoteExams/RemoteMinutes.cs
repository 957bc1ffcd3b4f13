using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Completeness;
using EdgeProctoring.Hub.Storage;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>The minutes of remote sittings: each has streams of its own, from its own start to its own end.</summary>
internal static class RemoteMinutes
{
    public static async Task<List<SittingStream>> ListAsync(Session session, string exam, DateTimeOffset to, CancellationToken cancel)
    {
        var stretches = (await session.ListAsync("SELECT sitting, stream, from_us, to_us, held, reason FROM coverage WHERE exam = @exam AND sitting IS NOT NULL",
            row => (Sitting: row.GetString(0), Stream: row.GetString(1), Stretch: new Stretch(WireTime.FromMicroseconds(row.GetInt64(2)), WireTime.FromMicroseconds(row.GetInt64(3)), row.GetInt64(4) != 0, row.Text(5))),
            cancel, ("@exam", exam))).ToLookup(line => (line.Sitting, line.Stream), line => line.Stretch);
        var streams = new List<SittingStream>();
        foreach (var sitting in await RemoteStore.OfExamAsync(session, exam, cancel))
        {
            if (sitting.Started is { } started && started < to)
            {
                var end = sitting.EndsAt(to) < to ? sitting.EndsAt(to) : to;
                var pauses = sitting.Life.Breaks.Select(pause => new Stretch(pause.From, pause.To ?? end, false, "paused"));
                streams.AddRange(RemoteStreams.Recorded.Select(stream => new SittingStream(sitting.Id, null, null, stream.Coverage!,
                    StreamMinutes.Of(started, end, [.. stretches[(sitting.Id, stream.Coverage!)], .. pauses]))));
            }
        }
        return streams;
    }
}
