using System.CommandLine;
using EdgeProctoring.Hub.Commands;

var root = new RootCommand("The campus hub of EdgeProctoring.") { JudgeCommand.Create() };
return Verbs.Run(root, args);
