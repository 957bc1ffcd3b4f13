using System.CommandLine;
using EdgeProctoring.Hub.Commands;

var root = new RootCommand("The campus hub of EdgeProctoring.") 
{
    RunCommand.Create(), SetupCommand.Create(), AuthorityCommand.Create(), BrokerCommand.Create(),
    ExportCommand.Create(), VerifyCommand.Create(), JudgeCommand.Create(), BreachReportCommand.Create(),
};
return await Verbs.RunAsync(root, args);
