using EdgeProctoring.Hub.Evidence;
using EdgeProctoring.Hub.Hosting;
using EdgeProctoring.Hub.Ingest;
using EdgeProctoring.Hub.Storage;
using EdgeProctoring.Vision;
using Microsoft.Extensions.Options;

namespace EdgeProctoring.Hub.RemoteExams;

/// <summary>Looks at webcams' pictures with the same eyes as a node, one detector a thread, and says what began and what ended.</summary>
internal sealed partial class PictureLooker(PictureQueue queue, IBlobStore blobs, Ledger ledger, IIngestLog ingest, EvidenceNews news, RemoteParts parts) : BackgroundService
{
    /// <summary>A webcam shows one person from near by: small inputs are enough, and larger ones miss people.</summary>
    private static readonly VisionProfile _webcam = VisionProfile.Of("pi4") with { Name = "webcam", Faces = (320, 192), SeedSide = 416 };

    /// <summary>Quiet looks are noted so seldom; after a start of the hub the few since then are made again.</summary>
    private const int NotedEvery = 10;

    private readonly Dictionary<string, WebcamWatch> _watches = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await ledger.Ready.WaitAsync(stopping);
        if (parts.Options.Value.Lookers == 0)
        {
            return;
        }
        await TakeUpAsync(stopping);
        // A campus without exams at home never pays for the models' memory.
        await queue.FirstAsync(stopping);
        if (Choose() is not { } choice)
        {
            return;
        }
        await Task.WhenAll(Enumerable.Range(0, parts.Options.Value.Lookers).Select(_ => Task.Run(() => LookAsync(choice, stopping), stopping)));
    }

    private DetectorChoice? Choose()
    {
        try
        {
            var choice = DetectorChoice.Make(ModelShelf.Open(parts.ModelFolder), _webcam);
            choice.Open().Dispose();
            Log.Looks(parts.Log, choice.Why);
            return choice;
        }
        catch (Exception e) when (e is DllNotFoundException or FileNotFoundException or ModelRefusedException)
        {
            Log.Blind(parts.Log, e.Message);
            return null;
        }
    }

    // What was stored while the hub was being killed has not been looked at.
    private async Task TakeUpAsync(CancellationToken cancel)
    {
        await using var session = await parts.Database.ReadAsync(cancel);
        foreach (var sitting in await RemoteStore.RecentAsync(session, parts.Time.GetUtcNow(), parts.Options.Value.LateFor, cancel))
        {
            await ledger.EnqueueAsync(new EndLeftovers(sitting), cancel);
            foreach (var picture in await LookStore.LeftAsync(session, sitting, cancel))
            {
                queue.Add(picture);
            }
        }
    }

    private async Task LookAsync(DetectorChoice choice, CancellationToken stopping)
    {
        using var detector = choice.Open();
        using var decoder = new JpegDecoder();
        var found = new List<Detection>();
        while (true)
        {
            var picture = await queue.TakeAsync(stopping);
            try
            {
                if (await BytesAsync(picture, stopping) is { } jpeg && Look(picture, jpeg, decoder, detector, found) is { } changes)
                {
                    parts.Meter.Looked();
                    if (changes.Count > 0 || picture.At.Second % NotedEvery == 0)
                    {
                        await ingest.AppendAsync(new SightingsSeen(picture, changes, detector.Model.Sha256, news), stopping);
                    }
                }
            }
            finally
            {
                queue.Done(picture);
            }
        }
    }

    private IReadOnlyList<Sighting>? Look(WaitingPicture picture, byte[] jpeg, JpegDecoder decoder, IRoomDetector detector, List<Detection> found)
    {
        try
        {
            var image = decoder.Decode(jpeg);
            var state = PictureHealth.Of(image);
            found.Clear();
            if (state == PictureState.Usable)
            {
                detector.Detect(image, found);
            }
            return WatchOf(picture.Sitting.Id, image.Width, image.Height).Look(picture.At, state, found);
        }
        catch (JpegRefusedException refused)
        {
            parts.Meter.Refused("picture");
            Log.Refused(parts.Log, picture.Sitting.Id, refused.Message);
            return null;
        }
    }

    private WebcamWatch WatchOf(string sitting, int width, int height)
    {
        lock (_gate)
        {
            return _watches.TryGetValue(sitting, out var watch) ? watch : _watches[sitting] = new WebcamWatch(width, height, at => Guid.CreateVersion7(at).ToString());
        }
    }

    private async Task<byte[]?> BytesAsync(WaitingPicture picture, CancellationToken cancel)
    {
        if (await blobs.OpenAsync(picture.Sha256, cancel) is not { } stream)
        {
            return null;
        }
        await using (stream)
        {
            var bytes = new byte[picture.Size];
            await stream.ReadExactlyAsync(bytes, cancel);
            return bytes;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Remote webcams are looked at. {Why}")]
        public static partial void Looks(ILogger logger, string why);

        [LoggerMessage(2, LogLevel.Warning, "Remote webcams are recorded but not looked at: {Reason}")]
        public static partial void Blind(ILogger logger, string reason);

        [LoggerMessage(3, LogLevel.Warning, "A picture of {Sitting} is not looked at: {Reason}")]
        public static partial void Refused(ILogger logger, string sitting, string reason);
    }
}

/// <summary>What the slice's workers share.</summary>
internal sealed record RemoteParts(IOptions<RemoteOptions> Options, IDatabase Database, HubFiles Files, RemoteMeter Meter, TimeProvider Time, ILogger<PictureLooker> Log)
{
    /// <summary>The configured folder; else the one beside the program; else the source tree's.</summary>
    public string ModelFolder
    {
        get
        {
            if (Options.Value.Models is { } configured)
            {
                return Files.Resolve(configured);
            }
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "models", "manifest.json")))
                {
                    return Path.Combine(folder.FullName, "models");
                }
            }
            return Path.Combine(AppContext.BaseDirectory, "models");
        }
    }
}
