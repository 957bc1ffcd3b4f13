using EdgeProctoring.Contracts;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>Makes the items of the sequence. The spool gives them their number.</summary>
internal sealed class ItemMaker(NodeIdentity node, NodeClock clock)
{
    public const string Video = "video";

    public BatchItem Seen(string camera, Subject subject, Sighting sighting, IReadOnlyList<string> evidence, string? model) => new(0)
    {
        Observation = Observation(camera, subject, sighting.Kind, sighting.Id, sighting.From, sighting.To) with
        {
            Confidence = sighting.Confidence, Detail = sighting.Detail, Evidence = evidence, Model = model,
        },
    };

    public BatchItem Gap(string camera, Subject subject, string id, DateTimeOffset from, DateTimeOffset? to, string reason) => new(0)
    {
        Observation = Observation(camera, subject, ObservationKind.StreamGap, id, from, to) with
        {
            Detail = new ObservationDetail { Reason = Short(reason) },
        },
    };

    public static BatchItem Stretch(string camera, Subject subject, DateTimeOffset from, DateTimeOffset to, string? gap) => new(0)
    {
        Coverage = new Coverage { Camera = camera, Stream = Video, Subject = subject, From = from, To = to, Held = gap is null, Reason = gap is null ? null : Short(gap) },
    };

    /// <summary>Something about the node itself, which no camera saw.</summary>
    public BatchItem OfNode(ObservationKind kind, Subject subject, string id, DateTimeOffset from, DateTimeOffset? to, string? reason) => new(0)
    {
        Observation = Observation(null, subject, kind, id, from, to) with { Detail = new ObservationDetail { Reason = reason is null ? null : Short(reason) } },
    };

    public BatchItem Manifest(StoredEvidence kept, string? model, string? pack) => new(0)
    {
        Manifest = new ManifestEntry
        {
            Evidence = kept.Id,
            Camera = kept.Camera,
            Subject = kept.Subject,
            MediaType = kept.MediaType,
            Size = kept.Size,
            Sha256 = kept.Sha256,
            From = kept.From,
            To = kept.To,
            Model = model,
            Pack = pack,
            Clock = clock.Read(),
        },
    };

    private Observation Observation(string? camera, Subject subject, ObservationKind kind, string id, DateTimeOffset from, DateTimeOffset? to) => new()
    {
        Id = id,
        Source = new Source(SourceKind.Node, node.Node, camera),
        Boot = node.Boot,
        Seq = 0,
        Subject = subject,
        Kind = kind,
        From = from,
        To = to < from ? from : to,
        Confidence = Limits.FullConfidence,
        Clock = clock.Read(),
    };

    private static string Short(string text)
    {
        var line = new string([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]);
        return line.Length <= Limits.TextLength ? line : line[..Limits.TextLength];
    }
}
