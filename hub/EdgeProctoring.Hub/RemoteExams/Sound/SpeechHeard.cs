using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Vision;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>Speech that began or ended at a student's microphone, into the record; the recording itself is the evidence.</summary>
internal sealed class SpeechHeard(RemoteSitting sitting, IReadOnlyList<Sighting> changes, string model) : IIngestWork
{
    public int Partition => Partitions.Of(sitting.Exam);

    public async Task ApplyAsync(LedgerEntry entry, CancellationToken cancel)
    {
        foreach (var change in changes)
        {
            await (change.To is null ? LookStore.BeginAsync(entry, sitting.Id, new OpenSighting(change.Id, change.Kind, change.From, null), cancel)
                : LookStore.EndAsync(entry, change.Id, cancel));
        }
        await RemoteWitness.SayAsync(entry, SourceKind.HubVision, sitting,
            [.. changes.Select(change => (Func<long, BatchItem>)(seq => new BatchItem(seq) { Observation = SightingsSeen.Seen(sitting, change, seq, null, model, RemoteStreams.Microphone) }))], cancel);
    }

    public void Committed()
    {
    }

    public void Failed(Exception why)
    {
    }
}
