using System.Diagnostics;
using System.Globalization;
using EdgeProctoring.Hub.RemoteExams;
using EdgeProctoring.Vision;

namespace EdgeProctoring.Hub.Tests.RemoteExams;

/// <summary>Somebody speaks at home: heard from the recorded pieces, whole or cut, in order or not.</summary>
public class SpeechTests
{
    private static readonly DateTimeOffset _start = new(2026, 11, 20, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Speech_begins_and_ends_where_it_does()
    {
        // Four seconds of silence, the clip, four of silence.
        var said = Last(Hear(await PiecesAsync("adelay=4000,apad=pad_dur=4"), Enumerable.Range(0, 60)));
        Assert.NotEmpty(said);
        Assert.All(said, one => Assert.NotNull(one.To));
        Assert.InRange((said[0].From - _start).TotalSeconds, 3.5, 6.5);
        Assert.All(said, one => Assert.True(one.To - one.From >= TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task Pieces_in_another_order_say_the_same()
    {
        var pieces = await PiecesAsync("adelay=4000,apad=pad_dur=4");
        var order = Enumerable.Range(0, pieces.Count).ToArray();
        var straight = Last(Hear(pieces, order));
        (order[2], order[3], order[4]) = (order[4], order[2], order[3]);
        Assert.Equal(straight.Select(one => (one.From, one.To)), Last(Hear(pieces, order)).Select(one => (one.From, one.To)));
    }

    [Fact]
    public async Task After_a_piece_that_never_comes_it_listens_on()
    {
        var pieces = await PiecesAsync("adelay=4000,apad=pad_dur=60");
        var order = Enumerable.Range(0, pieces.Count).Where(number => number != 1).ToArray();
        Assert.NotEmpty(Last(Hear(pieces, order)));
    }

    [Fact]
    public async Task Silence_and_noise_are_no_speech() => Assert.Empty(Hear(await PiecesAsync("volume=0,aeval=val(0)+0.05*(random(0)-0.5):c=same,apad=pad_dur=4"), Enumerable.Range(0, 60)));

    /// <summary>What was said of each speech last.</summary>
    private static List<Sighting> Last(IEnumerable<Sighting> changes) => [.. changes.GroupBy(one => one.Id).Select(one => one.Last()).OrderBy(one => one.From)];

    private static List<Sighting> Hear(IReadOnlyList<byte[]> pieces, IEnumerable<int> order)
    {
        using var voice = new VoiceActivity(Shelf());
        using var watch = new SpeechWatch();
        return [.. order.Where(number => number < pieces.Count).SelectMany(number => watch.Hear(1, number, _start.AddSeconds(number), pieces[number], voice).ToList())];
    }

    private static ModelShelf Shelf()
    {
        NativeRuntime.Require();
        var folder = Checkout.File("models");
        var shelf = ModelShelf.Open(folder);
        var beside = Path.GetFullPath(Checkout.File("..", "shared", "models"));
        shelf = shelf.Holds(VoiceActivity.ModelName) || !Directory.Exists(beside) ? shelf : ModelShelf.Open(folder, beside);
        Assert.SkipUnless(shelf.Holds(VoiceActivity.ModelName), $"Needs the weights of {VoiceActivity.ModelName}; provisioning/fetch-models fetches them.");
        return shelf;
    }

    /// <summary>A clip of speech through a filter, recorded as a browser does, a second a piece.</summary>
    private static async Task<IReadOnlyList<byte[]>> PiecesAsync(string filter)
    {
        var clip = Path.GetFullPath(Checkout.File("..", "shared", "testdata", "sv_test.wav"));
        Assert.SkipUnless(File.Exists(clip), "Needs a clip of speech: ../shared/testdata/sv_test.wav.");
        var folder = Directory.CreateTempSubdirectory("speech-");
        try
        {
            var whole = Path.Combine(folder.FullName, "whole.webm");
            using (var ffmpeg = Process.Start(Peer.Require("ffmpeg"),
                ["-nostdin", "-v", "error", "-t", "15", "-i", clip, "-af", filter, "-ac", "1", "-ar", "48000", "-c:a", "libopus", "-b:a", "32k", "-f", "webm", "-live", "1", "-cluster_time_limit", "1000", whole]))
            {
                await ffmpeg.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
            var seconds = double.Parse(await SecondsAsync(whole), CultureInfo.InvariantCulture);
            var bytes = await File.ReadAllBytesAsync(whole, TestContext.Current.CancellationToken);
            var size = (int)(bytes.Length / seconds);
            return [.. Enumerable.Range(0, (bytes.Length + size - 1) / size).Select(at => bytes[(at * size)..Math.Min(bytes.Length, (at + 1) * size)])];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> SecondsAsync(string file)
    {
        // A live recording does not say how long it is; its last packet does.
        using var ffprobe = Process.Start(new ProcessStartInfo(Peer.Require("ffprobe"), ["-v", "error", "-show_entries", "packet=pts_time", "-of", "csv=p=0", file]) { RedirectStandardOutput = true })!;
        var lines = (await ffprobe.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines[^1].Trim(',');
    }
}
