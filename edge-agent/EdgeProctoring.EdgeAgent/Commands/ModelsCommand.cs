using System.CommandLine;

namespace EdgeProctoring.EdgeAgent;

/// <summary><c>models</c>: which models this node looks with.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var folder = new Option<DirectoryInfo>("--models") { Description = "Folder of the models.", DefaultValueFactory = _ => new DirectoryInfo("models") };
        var profile = new Option<string>("--profile") { Description = "The node's profile.", DefaultValueFactory = _ => "x64" };
        profile.AcceptOnlyFromAmong("pi4", "pi5", "jetson", "x64");
        var command = new Command("models", "Opens the models that a node of this profile looks with, and prints their names, SHA-256 and why they are used.") { folder, profile };
        command.SetAction(parsed =>
        {
            var models = new NodeModels(parsed.GetValue(folder)!.FullName, parsed.GetValue(profile)!);
            foreach (var model in models.Read())
            {
                Console.WriteLine($"{model.Name}{(model.Demo ? " (demo model)" : "")}  {model.Sha256}");
            }
            Console.WriteLine($"  {models.Why}");
            return Verbs.Done;
        });
        return command;
    }
}
