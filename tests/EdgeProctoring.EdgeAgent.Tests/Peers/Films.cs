using EdgeProctoring.Contracts;
using EdgeProctoring.Synthetic.Film;
using EdgeProctoring.Synthetic.Script;

namespace EdgeProctoring.EdgeAgent.Tests;

/// <summary>Drawn halls for tests, made once and kept by their script's hash.</summary>
internal static class Films
{
    /// <summary>A phone at seat 12 from 4 s to 12 s, seat 4 empty from 8 s to 16 s, seat 7 empty throughout.</summary>
    public const string Offences = """
        name: agent-offences
        seconds: 24
        rate: 5
        seed: 42
        empty: [7]
        events:
          - { at: 4, for: 8, seat: 12, does: phone, kind: front }
          - { at: 8, for: 8, seat: 4, does: leave }

        """;

    private static readonly SemaphoreSlim _one = new(1);

    public static string Folder { get; } = Directory.CreateDirectory(Checkout.File("artifacts", "test-films")).FullName;

    public static async Task<DrawnFilm> MakeAsync(string yaml)
    {
        Peer.Require("ffmpeg");
        Peer.Require("rsvg-convert");
        await _one.WaitAsync();
        try
        {
            return await new FilmStudio(Folder).MakeAsync(HallScriptFile.Parse(yaml, "test.yaml"), null, TestContext.Current.CancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>A configuration in which this film is the camera of a room with a running exam.</summary>
    public static NodeConfiguration Configuration(this DrawnFilm film, string node, bool once = true, long version = 1, int framesPerMinute = 180)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new NodeConfiguration
        {
            Version = version,
            Node = node,
            Profile = "x64",
            Cameras = [new CameraSettings { Id = "cam-1", Address = $"file:{film.File}{(once ? "?once" : "")}", Room = "r-204", FramesPerMinute = framesPerMinute, Seats = film.Truth.Seats }],
            Exams = [new ExamWindow { Exam = "ex-1", Room = "r-204", From = now.AddMinutes(-1), To = now.AddHours(2), Pack = "default@1#00" }],
        };
    }
}
