using System.CommandLine;
using EdgeProctoring.Vision;

namespace EdgeProctoring.EdgeAgent;

/// <summary><c>models</c>: which models this node looks with.</summary>
internal static class ModelsCommand
{
    public static Option<DirectoryInfo?> FolderOption() => new("--models") { Description = "Folder of the models; else \"models\" here or beside this program." };

    public static Option<string> ProfileOption()
    {
        var names = VisionProfile.All.Select(profile => profile.Name).ToArray();
        var option = new Option<string>("--profile") { Description = $"{string.Join(", ", names)}: how much this machine can look at.", DefaultValueFactory = _ => "x64" };
        option.AcceptOnlyFromAmong(names);
        return option;
    }

    public static Command Create()
    {
        var (folder, profile) = (FolderOption(), ProfileOption());
        var command = new Command("models", "Opens the models that a node of this profile looks with, and prints their names, SHA-256 and why they are used.") { folder, profile };
        command.SetAction(parsed =>
        {
            var models = new NodeModels(new ModelFolder(parsed.GetValue(folder)).Path, parsed.GetValue(profile)!);
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
