using System.CommandLine;
using EdgeProctoring.Synthetic.Film;
using EdgeProctoring.Synthetic.Script;

namespace EdgeProctoring.EdgeAgent;

/// <summary><c>film</c>: draws a script to a film with its ground truth.</summary>
internal static class FilmCommand
{
    public static Command Create()
    {
        var script = new Argument<FileInfo>("script") { Description = "The script (YAML), such as provisioning/demo/hall-204.yaml or webcam-home.yaml." };
        var webcam = new Option<bool>("--webcam") { Description = "The script is a webcam's (an examinee at home): the film is motion JPEG for a browser's fake camera." };
        var into = new Option<DirectoryInfo>("--into") { Description = "Folder for film and ground truth.", DefaultValueFactory = _ => new DirectoryInfo(".") };
        var command = new Command("film", """
            Draws an exam hall (or a webcam) and what happens in it, and prints the paths of the film (H.264) and of its ground truth (JSON: seat
            map, events, the violation that each would be). Made once per script; later calls answer at once.
            A camera whose address is synthetic:<script.yaml> plays such a film.
            """) { script, webcam, into };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(script)!, parsed.GetValue(webcam), parsed.GetValue(into)!, cancel));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo script, bool webcam, DirectoryInfo into, CancellationToken cancel)
    {
        var studio = new FilmStudio(Directory.CreateDirectory(into.FullName).FullName);
        var film = webcam
            ? await studio.MakeAsync(WebcamScriptFile.Read(script.FullName), new Drawing(), cancel)
            : await studio.MakeAsync(HallScriptFile.Read(script.FullName), new Drawing(), cancel);
        Console.WriteLine(film.File);
        Console.WriteLine(film.TruthFile);
        return Verbs.Done;
    }

    private sealed class Drawing : IProgress<(int Drawn, int Of)>
    {
        public void Report((int Drawn, int Of) value) => Console.Error.WriteLine($"drawn {value.Drawn} of {value.Of} pictures");
    }
}
