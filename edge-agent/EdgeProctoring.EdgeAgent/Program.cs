using System.CommandLine;
using EdgeProctoring.EdgeAgent;

var root = new RootCommand("The node of EdgeProctoring: watches an exam room, keeps what it saw, and sends it to the campus hub.")
{
    RunCommand.Create(), ClaimCommand.Create(), FilmCommand.Create(), DetectCommand.Create(), ModelsCommand.Create(), MountCheckCommand.Create(), DoctorCommand.Create(),
};
return await Verbs.RunAsync(root, args);
