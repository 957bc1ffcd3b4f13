using EdgeProctoring.Synthetic.Film;
using EdgeProctoring.Synthetic.Script;

namespace EdgeProctoring.Vision.Tests.Synthetic;

public sealed class FilmStudioTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("film-").FullName;

    private static HallScript Script() => new()
    {
        Name = "short", Seconds = 10, Width = 320, Height = 240, Rate = 5, Rows = 1, Columns = 2,
        Events = [new HallEvent { At = 2, For = 4, Seat = 1, Does = HallDeed.Phone }],
    };

    [Fact]
    public async Task Makes_a_film_of_the_right_length_once()
    {
        Peer.Require("rsvg-convert");
        Peer.Require("ffmpeg");
        var cancel = TestContext.Current.CancellationToken;
        var reports = new Counter();
        var film = await new FilmStudio(_folder).MakeAsync(Script(), reports, cancel);
        Assert.Equal(2, reports.Count);
        Assert.True(File.Exists(film.TruthFile));

        await using var probe = ChildProcess.Start(Peer.Require("ffprobe"), ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", film.File]);
        Assert.Equal(0, await probe.WaitForExitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(10, double.Parse(probe.Output, System.Globalization.CultureInfo.InvariantCulture), 1);

        var again = await new FilmStudio(_folder).MakeAsync(Script(), reports, cancel);
        Assert.Equal(film.File, again.File);
        Assert.Equal(2, reports.Count);
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public async Task Makes_another_film_when_the_script_changes()
    {
        Peer.Require("rsvg-convert");
        Peer.Require("ffmpeg");
        var cancel = TestContext.Current.CancellationToken;
        var script = Script();
        var film = await new FilmStudio(_folder).MakeAsync(script, null, cancel);
        script.Events[0].Kind = "old";
        Assert.NotEqual(film.File, (await new FilmStudio(_folder).MakeAsync(script, null, cancel)).File);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private sealed class Counter : IProgress<(int Drawn, int Of)>
    {
        private int _count;
        public int Count => _count;
        public void Report((int Drawn, int Of) value) => Interlocked.Increment(ref _count);
    }
}
