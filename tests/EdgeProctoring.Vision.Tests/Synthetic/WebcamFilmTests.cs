using System.Diagnostics;
using EdgeProctoring.Synthetic.Film;
using EdgeProctoring.Synthetic.Script;

namespace EdgeProctoring.Vision.Tests.Synthetic;

/// <summary>The drawn webcam: what the script says is what the network sees.</summary>
public sealed class WebcamFilmTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("webcam-").FullName;

    [Fact]
    public async Task Shows_a_person_a_phone_nobody_and_a_second_person_when_the_script_says_so()
    {
        NativeRuntime.Require();
        Peer.Require("rsvg-convert");
        var script = WebcamScriptFile.Parse("""
            name: home
            seconds: 25
            rate: 2
            person: 4
            events:
              - { at: 5, for: 5, does: phone, kind: front }
              - { at: 10, for: 5, does: leave }
              - { at: 15, for: 5, does: second-person, who: 6 }
              - { at: 20, for: 5, does: turn-left }

            """, "home.yaml");
        var film = await new FilmStudio(_folder).MakeAsync(script, null, TestContext.Current.CancellationToken);
        Assert.EndsWith(".mjpeg", film.File, StringComparison.Ordinal);
        Assert.Equal(["PHONE", "PERSON_ABSENT", "PERSON_EXTRA", "TURNED_AWAY"], film.Truth.Events.Select(one => one.Code));

        var seen = await LookAsync(film.File, script);
        Assert.Equal(25, seen.Count);
        Assert.Equal([1, 1, 0, 2, 1], new[] { 2, 7, 12, 17, 22 }.Select(second => seen[second].Count(find => find.Thing == DetectedThing.Face)));
        Assert.Contains(seen[7], find => find.Thing == DetectedThing.Phone);
        Assert.DoesNotContain(seen[2], find => find.Thing == DetectedThing.Phone);
        // The nose goes to the picture's left: positive.
        Assert.True(seen[22].Single(find => find.Thing == DetectedThing.Face).Yaw > 20);
        Assert.True(MathF.Abs(seen[2].Single(find => find.Thing == DetectedThing.Face).Yaw) < 15);
    }

    [Theory]
    [InlineData("person: 9", "person is 9; allowed: 1 to 8")]
    [InlineData("events: [ { at: 5, for: 60, does: leave } ]", "event 1: at 5 for 60 s does not fit into 60 s")]
    [InlineData("wings: 2", "wings")]
    public void Refuses_what_cannot_be_played_by_name(string yaml, string says) =>
        Assert.Contains(says, Assert.Throws<ScriptException>(() => WebcamScriptFile.Parse(yaml + "\n", "home.yaml")).Message, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<List<List<Detection>>> LookAsync(string film, WebcamScript script)
    {
        using var detector = new HallSeedDetector(Checkout.File("models", "hall-seed.onnx"), 320);
        using var ffmpeg = Process.Start(new ProcessStartInfo(Peer.Require("ffmpeg"),
            ["-nostdin", "-v", "error", "-f", "mjpeg", "-framerate", $"{script.Rate}", "-i", film, "-vf", "fps=1,scale=in_range=pc:out_range=tv", "-pix_fmt", "yuv420p", "-f", "rawvideo", "pipe:1"])
        { RedirectStandardOutput = true })!;
        var picture = new I420Picture(script.Width, script.Height, new byte[I420Picture.Bytes(script.Width, script.Height)]);
        var seen = new List<List<Detection>>();
        while (await ffmpeg.StandardOutput.BaseStream.ReadAtLeastAsync(picture.Buffer, picture.Buffer.Length, false) == picture.Buffer.Length)
        {
            var found = new List<Detection>();
            detector.Detect(picture, found);
            seen.Add(found);
        }
        await ffmpeg.WaitForExitAsync();
        return seen;
    }
}
