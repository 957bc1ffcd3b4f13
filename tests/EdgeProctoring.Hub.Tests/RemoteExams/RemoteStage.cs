using EdgeProctoring.Hub.Setup;
using EdgeProctoring.Hub.Storage;
using EdgeProctoring.Hub.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProctoring.Hub.Tests.RemoteExams;

/// <summary>A hub with an exam that two students sit at home.</summary>
public sealed class RemoteStage : IAsyncLifetime
{
    public const string Exam = "home-1";
    public const string Sitting = "home-1.r.student";
    public const string OtherSitting = "home-1.r.student-2";
    private TestHub? _hub;

    internal TestHub Hub => _hub!;

    public async ValueTask InitializeAsync()
    {
        _hub = await TestHub.StartAsync("-10m");
        await AddExamAsync(Exam);
    }

    /// <summary>One exam more, so that tests do not get in each other's way.</summary>
    public async Task AddExamAsync(string exam, string start = "-5m", int minutes = 60)
    {
        var path = Hub.Folder.File($"{exam}.yaml");
        await File.WriteAllTextAsync(path, $$"""
            exams:
              - { id: {{exam}}, title: History, start: {{start}}, minutes: {{minutes}}, remote: { student: "Sara S.", student-2: "Timur T." } }
            users:
              - { login: student, name: "student person", roles: [student], password: {{HubFolder.Password}} }
              - { login: student-2, name: "Timur T.", roles: [student], password: {{HubFolder.Password}} }
            """);
        var file = new CampusFile(path, TimeProvider.System.GetUtcNow());
        var campus = file.Read();
        Assert.Empty(file.Errors);
        await new CampusWriter(Hub.Services.GetRequiredService<IDatabase>(), TimeProvider.System).WriteAsync(campus!, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }
    }
}
