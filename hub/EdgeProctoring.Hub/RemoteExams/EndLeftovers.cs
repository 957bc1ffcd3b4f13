using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Vision;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>A life of the hub that was cut off left sightings open: they end where it last looked. What still goes on is seen anew.</summary>
internal sealed class EndLeftovers(RemoteSitting sitting) : ILedgerWork
{
    public async Task ApplyAsync(LedgerEntry entry, CancellationToken cancel)
    {
        var open = await LookStore.OpenAsync(entry.Session, sitting.Id, cancel);
        if (open.Count == 0)
        {
            return;
        }
        var last = WireTime.FromMicroseconds(await entry.Session.NumberAsync("SELECT MAX(at_us) FROM remote_looks WHERE sitting = @sitting", cancel, ("@sitting", sitting.Id)));
        await RemoteWitness.SayAsync(entry, SourceKind.HubVision, sitting, [.. open.Select(one => (Func<long, BatchItem>)(seq => new BatchItem(seq)
        {
            Observation = SightingsSeen.Seen(sitting, new Sighting { Id = one.Id, Kind = one.Kind, From = one.From, To = last > one.From ? last : one.From, Confidence = 0 }, seq, one.Evidence, null),
        }))], cancel);
        await entry.Session.DoAsync("DELETE FROM remote_open WHERE sitting = @sitting", cancel, ("@sitting", sitting.Id));
    }

    public void Committed()
    {
    }

    public void Failed(Exception why)
    {
    }
}
