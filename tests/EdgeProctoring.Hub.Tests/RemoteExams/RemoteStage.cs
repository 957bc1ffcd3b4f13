using System.Net.Http.Json;
using System.Text.Json;
using EdgeProctoring.Hub.Setup;
using EdgeProctoring.Hub.Storage;
using EdgeProctoring.Hub.Tests.People;
using EdgeProctoring.Hub.Tests.Running;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProctoring.Hub.Tests.RemoteExams;

/// <summary>A hub with an exam that two students sit at home.</summary>
public sealed class RemoteStage : IAsyncLifetime
{
    public const string Exam = "home-1";
    public const string Sitting = "home-1.r.student";
    public const string OtherSitting = "home-1.r.student-2";
    private readonly Dictionary<string, (Visitor Visitor, string Token)> _signedIn = new(StringComparer.Ordinal);
    private readonly string _keys = Path.GetTempFileName();
    private TestHub? _hub;
    private int _exams;

    internal TestHub Hub => _hub!;
    /// <summary>The partner from which students are handed over.</summary>
    internal IdentityPeer Platform { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllBytesAsync(_keys, JsonSerializer.SerializeToUtf8Bytes(Platform.Keys()));
        _hub = await TestHub.StartAsync("-10m", more: new { Partners = new[] { new { Id = "platform", Name = "Platonus", Platform.Issuer, Keys = _keys } } });
        await AddExamAsync(Exam);
    }

    /// <summary>One exam more, so that tests do not get in each other's way.</summary>
    private async Task AddExamAsync(string exam, string start = "-5m", int minutes = 60)
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

    /// <summary>An exam of its own that has begun, and its name.</summary>
    public async Task<string> NextExamAsync(string start = "-5m")
    {
        var exam = $"home-{Interlocked.Increment(ref _exams) + 1}";
        await AddExamAsync(exam, start);
        return exam;
    }

    /// <summary>Signs somebody in once: a hub bears only so many sign-ins a minute.</summary>
    internal async Task<(Visitor Visitor, string Token)> SignedInAsync(string login)
    {
        if (!_signedIn.TryGetValue(login, out var known))
        {
            var visitor = await Visitor.SignedInAsync(Hub.Address, login);
            known = (visitor, (await visitor.Http.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("token").GetString()!);
            _signedIn[login] = known;
        }
        return known;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (visitor, _) in _signedIn.Values)
        {
            visitor.Dispose();
        }
        Platform.Dispose();
        File.Delete(_keys);
        if (_hub is not null)
        {
            await _hub.DisposeAsync();
        }
    }
}
