using EdgeProctoring.Contracts;
using EdgeProctoring.Hub.Completeness;
using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Vision;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>What one look at a webcam's picture told, into the record; the picture in which something begins becomes its evidence.</summary>
internal sealed class SightingsSeen(WaitingPicture picture, IReadOnlyList<Sighting> changes, string model, EvidenceNews news) : IIngestWork
{
    private readonly string _evidence = Guid.CreateVersion7(picture.At).ToString();
    private bool _begins;

    public int Partition => Partitions.Of(picture.Sitting.Exam);

    public async Task ApplyAsync(LedgerEntry entry, CancellationToken cancel)
    {
        await LookStore.LookedAsync(entry, picture.Sitting.Id, picture.At, cancel);
        if (changes.Count == 0)
        {
            return;
        }
        var open = (await LookStore.OpenAsync(entry.Session, picture.Sitting.Id, cancel)).ToDictionary(one => one.Id, StringComparer.Ordinal);
        var said = new List<Func<long, BatchItem>>();
        _begins = changes.Any(change => change.To is null && !open.ContainsKey(change.Id));
        if (_begins)
        {
            await EvidenceStore.AddAsync(entry, picture.Sitting.Id, Header(), cancel);
        }
        foreach (var change in changes)
        {
            var known = open.GetValueOrDefault(change.Id);
            var shownBy = known is null ? _begins ? _evidence : null : known.Evidence;
            if (change.To is not null)
            {
                await LookStore.EndAsync(entry, change.Id, cancel);
            }
            else if (known is null)
            {
                await LookStore.BeginAsync(entry, picture.Sitting.Id, new OpenSighting(change.Id, change.Kind, change.From, shownBy), cancel);
            }
            said.Add(seq => new BatchItem(seq) { Observation = Seen(picture.Sitting, change, seq, shownBy, model) });
        }
        await RemoteWitness.SayAsync(entry, SourceKind.HubVision, picture.Sitting, said, cancel);
    }

    public void Committed()
    {
        if (_begins)
        {
            news.Stored(_evidence);
        }
    }

    public void Failed(Exception why)
    {
    }

    public static Observation Seen(RemoteSitting sitting, Sighting sighting, long seq, string? evidence, string? model, string stream = RemoteStreams.Webcam) => new()
    {
        Id = sighting.Id, Source = new Source(SourceKind.HubVision, sitting.Id, stream), Boot = HubWitness.Boot, Seq = seq, Subject = sitting.Subject,
        Kind = sighting.Kind, From = sighting.From, To = sighting.To, Confidence = sighting.Confidence, Detail = sighting.Detail,
        Evidence = evidence is null ? [] : [evidence], Model = model,
    };

    private EvidenceHeader Header() => new()
    {
        Evidence = _evidence, Subject = picture.Sitting.Subject, Camera = RemoteStreams.Webcam, MediaType = "image/jpeg", Size = picture.Size,
        Sha256 = picture.Sha256, From = picture.At, To = picture.At, Offset = 0,
    };
}
