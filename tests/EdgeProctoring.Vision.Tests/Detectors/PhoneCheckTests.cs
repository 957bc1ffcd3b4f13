using System.Diagnostics;
using EdgeProctoring.Synthetic.Film;
using EdgeProctoring.Synthetic.Script;

namespace EdgeProctoring.Vision.Tests.Detectors;

/// <summary>Phones that one network alone misses: their backs, and plain dark ones.</summary>
public sealed class PhoneCheckTests(ITestOutputHelper output) : IDisposable
{
    private const int Seats = 20;
    private readonly string _folder = Directory.CreateTempSubdirectory("phones-").FullName;

    [Theory, InlineData("back"), InlineData("plain")]
    public async Task Sees_a_phone_at_every_seat_of_a_hall_from_behind_too(string kind)
    {
        Peer.Require("rsvg-convert");
        var profile = VisionProfile.Of("x64");
        var shelf = Shelf.Require([.. RoomDetector.NamesOf(profile)]);
        var script = new HallScript { Name = "phones", Seconds = 10, Rate = 1, Seed = 42 };
        script.Events.AddRange(Enumerable.Range(1, Seats).Select(seat => new HallEvent { At = 0, For = 10, Seat = seat, Does = HallDeed.Phone, Kind = kind }));
        var film = await new FilmStudio(_folder).MakeAsync(script, null, TestContext.Current.CancellationToken);
        var picture = await FirstPictureAsync(film.File, script);
        using var objects = new ObjectDetector(shelf);
        using var check = new PhoneCheck(shelf, profile.SeedSide);
        var phones = new List<Detection>();
        check.Check(picture, objects, Seats, phones);
        output.WriteLine($"{phones.Count} of {Seats}, sureness {phones.Min(phone => phone.Sureness):F2} to {phones.Max(phone => phone.Sureness):F2}");
        Assert.InRange(phones.Count, Seats - 2, Seats);
        Assert.All(phones, phone => Assert.True(phone.Sureness >= 0.6f));
    }

    private static async Task<I420Picture> FirstPictureAsync(string film, HallScript script)
    {
        using var ffmpeg = Process.Start(new ProcessStartInfo(Peer.Require("ffmpeg"),
            ["-nostdin", "-v", "error", "-ss", "3", "-i", film, "-frames:v", "1", "-pix_fmt", "yuv420p", "-f", "rawvideo", "pipe:1"]) { RedirectStandardOutput = true })!;
        var picture = new I420Picture(script.Width, script.Height, new byte[I420Picture.Bytes(script.Width, script.Height)]);
        await ffmpeg.StandardOutput.BaseStream.ReadExactlyAsync(picture.Buffer, TestContext.Current.CancellationToken);
        await ffmpeg.WaitForExitAsync(TestContext.Current.CancellationToken);
        return picture;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
