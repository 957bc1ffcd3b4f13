using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>
/// Brings the record's minutes up to date: what came in is held, and a hole between two pieces of a stream is a gap with its
/// reason. Never proof of anything.
/// </summary>
internal sealed class AccountChunks(RemoteSitting sitting) : ILedgerWork
{
    /// <summary>A recorder's cut between two pieces.</summary>
    private const long SeamUs = 1_500_000;

    public async Task ApplyAsync(LedgerEntry entry, CancellationToken cancel)
    {
        var said = new List<Func<long, BatchItem>>();
        foreach (var stream in RemoteStreams.Recorded)
        {
            await AccountAsync(entry, stream, said, cancel);
        }
        if (said.Count > 0)
        {
            await RemoteWitness.SayAsync(entry, SourceKind.HubVision, sitting, said, cancel);
        }
    }

    public void Committed()
    {
    }

    public void Failed(Exception why)
    {
    }

    private async Task AccountAsync(LedgerEntry entry, RemoteStream stream, List<Func<long, BatchItem>> said, CancellationToken cancel)
    {
        var pieces = await entry.Session.ListAsync(
            "SELECT from_us, to_us FROM remote_chunks WHERE sitting = @sitting AND stream = @stream AND accounted = 0 AND plausible = 1 ORDER BY from_us",
            row => (From: row.GetInt64(0), To: row.GetInt64(1)), cancel, ("@sitting", sitting.Id), ("@stream", stream.Name));
        if (pieces.Count == 0 || sitting.Started is not { } started)
        {
            return;
        }
        var last = await entry.Session.NumberAsync("SELECT MAX(to_us) FROM coverage WHERE exam = @exam AND sitting = @sitting AND stream = @stream AND held = 1", cancel,
            ("@exam", sitting.Exam), ("@sitting", sitting.Id), ("@stream", stream.Coverage));
        var reached = Math.Max(last, WireTime.ToMicroseconds(started));
        var (from, to) = (pieces[0].From, pieces[0].To);
        foreach (var piece in pieces.Append((From: long.MaxValue, To: long.MaxValue)))
        {
            if (piece.From <= to + SeamUs)
            {
                to = Math.Max(to, piece.To);
                continue;
            }
            if (from > reached + SeamUs)
            {
                Gap(stream, reached, from, said);
            }
            else if (from > reached)
            {
                from = reached; // The cut itself is no loss.
            }
            Say(stream, from, to, null, said);
            reached = Math.Max(reached, to);
            (from, to) = piece;
        }
        await entry.Session.DoAsync("UPDATE remote_chunks SET accounted = 1 WHERE sitting = @sitting AND stream = @stream AND accounted = 0", cancel,
            ("@sitting", sitting.Id), ("@stream", stream.Name));
    }

    private void Gap(RemoteStream stream, long fromUs, long toUs, List<Func<long, BatchItem>> said)
    {
        var (from, to) = (WireTime.FromMicroseconds(fromUs), WireTime.FromMicroseconds(toUs));
        if (sitting.Life.Breaks.Any(pause => pause.From <= from && (pause.To is null || pause.To >= to)))
        {
            return;
        }
        const string reason = "the student's page recorded nothing of this time";
        Say(stream, fromUs, toUs, reason, said);
        if (stream.Name == RemoteStreams.Webcam)
        {
            said.Add(seq => new BatchItem(seq)
            {
                Observation = SightingsSeen.Seen(sitting, new Vision.Sighting
                {
                    Id = Guid.CreateVersion7(from).ToString(), Kind = ObservationKind.StreamGap, From = from, To = to, Confidence = Limits.FullConfidence,
                    Detail = new ObservationDetail { Reason = reason },
                }, seq, null, null),
            });
        }
    }

    private void Say(RemoteStream stream, long fromUs, long toUs, string? gap, List<Func<long, BatchItem>> said) => said.Add(seq => new BatchItem(seq)
    {
        Coverage = new Coverage
        {
            Camera = stream.Name, Stream = stream.Coverage!, Subject = sitting.Subject, From = WireTime.FromMicroseconds(fromUs), To = WireTime.FromMicroseconds(toUs),
            Held = gap is null, Reason = gap,
        },
    });
}
