using EdgeProctoring.Contracts;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary>
/// Makes observations of one camera's sightings, with the picture in which each began as evidence. Waits while the spool is
/// busy: then the camera's rate falls, and nothing that was seen is given up.
/// </summary>
internal sealed partial class SightingDesk(string camera, ItemMaker items, EvidenceKeeper evidence, Spool spool, string model, ClipBook clips, ILogger log) : IDisposable
{
    private readonly FrameJpeg _jpeg = new();
    /// <summary>Of what goes on: the ids of its marked picture, the untouched one, and its clip.</summary>
    private readonly Dictionary<string, IReadOnlyList<string>> _shownBy = [];

    /// <summary>For whoever looks at a frame in between; on the watch's thread alone.</summary>
    public FrameJpeg Jpeg => _jpeg;

    /// <summary>Keeps what began with this frame and what ended; both are on the disk when it returns.</summary>
    public async Task KeepAsync(ExamWindow exam, IReadOnlyList<Sighting> changes, Frame? frame, CancellationToken cancel)
    {
        if (changes.Count == 0)
        {
            return;
        }
        var begun = changes.Where(sighting => !_shownBy.ContainsKey(sighting.Id)).Select(sighting => sighting.Id).ToHashSet();
        var batch = new List<BatchItem>();
        var stored = new List<StoredEvidence>();
        foreach (var sighting in changes)
        {
            var subject = sighting.Seat is { } seat ? Subject.OfSeat(exam.Exam, exam.Room, seat) : Subject.OfRoom(exam.Exam, exam.Room);
            if (!_shownBy.TryGetValue(sighting.Id, out var shownBy))
            {
                var pictures = frame is not null && sighting.To is null ? KeepBoth(subject, sighting, frame) : [];
                stored.AddRange(pictures);
                batch.AddRange(pictures.Select(picture => items.Manifest(picture, model, exam.Pack)));
                shownBy = [.. pictures.Select(picture => picture.Id), .. clips.Book(exam, sighting.From) is { } clip ? [clip] : Array.Empty<string>()];
            }
            _shownBy[sighting.Id] = shownBy;
            if (sighting.To is not null)
            {
                _shownBy.Remove(sighting.Id);
            }
            batch.Add(items.Seen(camera, subject, sighting, shownBy, model));
        }
        await spool.AppendAsync(new SpoolEntry(batch) { Evidence = stored }, cancel);
        foreach (var sighting in changes)
        {
            Log.Seen(log, camera, sighting.Kind, sighting.Seat ?? "-", sighting.To is not null ? "has ended" : begun.Contains(sighting.Id) ? "begins" : "is seen more clearly");
        }
    }

    /// <summary>Keeps one picture that somebody asked for.</summary>
    public async Task<string?> KeepPictureAsync(Subject subject, Frame frame, CancellationToken cancel)
    {
        if (Keep(subject, frame.At, _jpeg.Encode(frame.Picture).Span) is not { } kept)
        {
            return null;
        }
        await spool.AppendAsync(new SpoolEntry([items.Manifest(kept, null, null)]) { Evidence = [kept] }, cancel);
        return kept.Id;
    }

    public void Dispose() => _jpeg.Dispose();

    /// <summary>The copy with box and clock first, since people look at that; the untouched picture beside it.</summary>
    private List<StoredEvidence> KeepBoth(Subject subject, Sighting sighting, Frame frame)
    {
        var marked = Keep(subject, frame.At, _jpeg.EncodeMarked(frame.Picture, sighting.Detail.Box, frame.At).Span);
        var original = Keep(subject, frame.At, _jpeg.Encode(frame.Picture).Span);
        return [.. new[] { marked, original }.OfType<StoredEvidence>()];
    }

    private StoredEvidence? Keep(Subject subject, DateTimeOffset at, ReadOnlySpan<byte> jpeg)
    {
        var id = NodeClock.NewId(at);
        return evidence.Keep(id, jpeg) is { } sha256
            ? new StoredEvidence { Id = id, Subject = subject, Camera = camera, MediaType = FrameJpeg.MediaType, Size = jpeg.Length, Sha256 = sha256, From = at, To = at }
            : null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Camera {Camera}: {Kind} at seat {Seat} {What}.")]
        public static partial void Seen(ILogger logger, string camera, ObservationKind kind, string seat, string what);
    }
}
