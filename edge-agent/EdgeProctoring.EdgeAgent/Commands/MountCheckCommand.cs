using System.CommandLine;
using EdgeProctoring.Contracts;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary><c>mount-check</c>: what a camera can judge at each seat, before anybody climbs down from the ladder.</summary>
internal static class MountCheckCommand
{
    private const int MostSide = 8192;
    private const int HighestMetres = 20;

    public static Command Create()
    {
        var map = new Option<FileInfo>("--seat-map") { Description = "Seat map (JSON): per seat its polygon, row and measured distance.", Required = true };
        var lens = new Option<int>("--lens") { Description = "The lens' horizontal field of view in degrees, 10 to 179.", DefaultValueFactory = _ => 90 };
        var width = new Option<int>("--width") { Description = "Width of the camera's picture in pixels.", DefaultValueFactory = _ => 1920 };
        var height = new Option<int>("--height") { Description = "Height of the camera's picture in pixels.", DefaultValueFactory = _ => 1080 };
        var mounted = new Option<double>("--mounted") { Description = "Height of the camera over the floor in metres; left out = not measured." };
        var json = new Option<bool>("--json") { Description = "The same as JSON, for the hub." };
        var command = new Command("mount-check", """
            Prints for each seat how it is seen (pixels per metre, tilt, how much the rows in front hide) and what can honestly be judged
            there: posture from 80 px/m, phones and hands from 250, faces from 500; then "21 of 24 desks seen" and the mounting score.
              edgeproctoring-agent mount-check --seat-map hall.json --lens 70 --mounted 2.8
            """) { map, lens, width, height, mounted, json };
        command.SetAction(parsed =>
        {
            var file = parsed.GetValue(map)!;
            if (!file.Exists)
            {
                throw new FileNotFoundException($"There is no seat map {file.FullName}.");
            }
            var (seats, refusals) = SeatMapFile.Read(file.FullName);
            var (across, down, metres) = (parsed.GetValue(width), parsed.GetValue(height), parsed.GetValue(mounted));
            refusals =
            [
                .. refusals, .. Outside("--width", across, 1, MostSide), .. Outside("--height", down, 1, MostSide),
                .. Outside("--lens", parsed.GetValue(lens), 10, 179), .. Outside("--mounted", metres, 0, HighestMetres),
            ];
            if (refusals.Count > 0)
            {
                throw new ContractException(refusals);
            }
            var camera = new CameraSettings { Id = Path.GetFileNameWithoutExtension(file.Name), Address = "file:", Room = "room", LensDegrees = parsed.GetValue(lens), Seats = seats };
            var report = MountingCheck.Of(camera, across, down, (int)Math.Round(metres * 1000));
            Console.WriteLine(parsed.GetValue(json) ? report.ToJson() : report.ToTable());
            return Verbs.Done;
        });
        return command;
    }

    private static IEnumerable<Refusal> Outside(string name, double value, int least, int most) =>
        value >= least && value <= most ? [] : [Refusal.Of(name, value, $"{least} to {most}")];
}
