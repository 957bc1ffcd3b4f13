using System.CommandLine;
using System.Device.Gpio;

namespace EdgeProctoring.EdgeAgent;

/// <summary><c>doctor</c>: checks what a node needs.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var config = Verbs.ConfigOption();
        var command = new Command("doctor", """
            Checks programs, model, disk, clock, certificates, broker, hub, spool and panel. Each problem is one sentence with its cure.
            Ends with 1 when the node cannot work like this, with 0 otherwise; what begins with 'note' can wait.
            """) { config };
        command.SetAction((parsed, cancel) => RunAsync(parsed.GetValue(config)!.FullName, cancel));
        return command;
    }

    private static async Task<int> RunAsync(string file, CancellationToken cancel)
    {
        var isWell = true;
        await foreach (var finding in new Doctor(AgentSettingsFile.Read(file), TimeProvider.System, () => new GpioController()).LookAsync(cancel))
        {
            isWell &= !finding.IsSerious;
            var mark = finding.Cure is null ? "ok  " : finding.IsSerious ? "BAD " : "note";
            Console.WriteLine($"{mark}  {finding.Name}: {finding.Text}{(finding.Cure is { } cure ? $" To mend it: {cure}." : "")}");
        }
        return isWell ? Verbs.Done : Verbs.Broken;
    }
}
