using EdgeProctoring.Synthetic.Film;
using EdgeProctoring.Synthetic.Script;

namespace EdgeProctoring.EdgeAgent;

/// <summary>A drawn hall: makes the film of its script, unless it is there, and plays it as any other file.</summary>
internal sealed partial class SyntheticSource(string camera, CameraAddress address, string filmFolder, Func<CameraAddress, IFrameSource> play, ILogger log) : IFrameSource
{
    private IFrameSource? _film;

    public async Task PlayAsync(Action<Frame> take, CancellationToken cancel)
    {
        DrawnFilm film;
        try
        {
            film = await new FilmStudio(filmFolder).MakeAsync(HallScriptFile.Read(address.Target), new DrawingLog(camera, log), cancel);
        }
        catch (Exception broken) when (broken is ScriptException or IOException or InvalidOperationException)
        {
            throw new CaptureException($"the hall cannot be drawn: {broken.Message.ReplaceLineEndings(" ")}");
        }
        _film ??= play(address with { Kind = CameraKind.File, Target = film.File });
        await _film.PlayAsync(take, cancel);
    }

    private sealed class DrawingLog(string camera, ILogger log) : IProgress<(int Drawn, int Of)>
    {
        public void Report((int Drawn, int Of) value) => Log.Drawn(log, camera, value.Drawn, value.Of);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Camera {Camera}: drawing the hall, {Drawn} of {Of} pictures.")]
        public static partial void Drawn(ILogger logger, string camera, int drawn, int of);
    }
}
