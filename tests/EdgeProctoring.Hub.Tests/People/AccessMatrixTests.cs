using System.Net;
using System.Net.Http.Json;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Tests.Running;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProctoring.Hub.Tests.People;

/// <summary>Who may do what: every endpoint × every role. An endpoint without a row here fails.</summary>
public partial class AccessMatrixTests(SharedHub shared) : IClassFixture<SharedHub>
{
    private const string Anybody = "*";
    private const string Nodes = "nodes";

    private static readonly string[] _examReaders = [.. Roles.All.Except([Roles.Student])];

    /// <summary>Method and route → the roles that get in; everybody else must not.</summary>
    private static readonly Dictionary<string, string[]> _matrix = new()
    {
        ["GET /health/live"] = [Anybody],
        ["GET /health/ready"] = [Anybody],
        ["GET /sign-in"] = [Anybody],
        ["POST /sign-in"] = [Anybody],
        ["GET /api/v1/session"] = [.. Roles.All],
        ["POST /api/v1/session"] = [Anybody],
        ["POST /sign-out"] = [.. Roles.All],
        ["GET /"] = [.. Roles.All],
        ["GET /wall"] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance, Roles.Proctor],
        ["GET /wall/feed"] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance, Roles.Proctor],
        ["GET /media/{evidence}"] = [Roles.Dean, Roles.Compliance, Roles.Proctor, Roles.Commission],
        ["GET /api/v1/exams/{exam}/incidents"] = [Roles.Administrator, Roles.Dean, Roles.Compliance, Roles.Proctor, Roles.Commission, Roles.ExamOffice],
        ["POST /api/v1/exams/{exam}/incidents/{incident}/verdicts"] = [Roles.Proctor],
        ["GET /api/v1/exams/{exam}/completeness"] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance, Roles.ExamOffice],
        ["POST /api/v1/exams/{exam}/completeness/{point}/acceptance"] = [Roles.Compliance],
        ["POST /api/v1/exams/{exam}/seal"] = [Roles.Compliance],
        ["POST /api/v1/exams/{exam}/roster/preview"] = [Roles.ExamOffice],
        ["POST /api/v1/exams/{exam}/roster/"] = [Roles.ExamOffice],
        ["GET /api/v1/courses"] = _examReaders,
        ["PUT /api/v1/courses/{course}"] = [Roles.ExamOffice],
        ["GET /api/v1/groups"] = _examReaders,
        ["PUT /api/v1/groups/{group}"] = [Roles.ExamOffice],
        ["GET /api/v1/rooms"] = _examReaders,
        ["GET /api/v1/rooms/{room}"] = _examReaders,
        ["PUT /api/v1/rooms/{room}"] = [Roles.It, Roles.ExamOffice],
        ["GET /api/v1/packs"] = _examReaders,
        ["POST /api/v1/packs"] = [Roles.Administrator, Roles.ExamOffice],
        ["GET /api/v1/exams/"] = _examReaders,
        ["GET /api/v1/exams/{exam}"] = _examReaders,
        ["PUT /api/v1/exams/{exam}"] = [Roles.ExamOffice],
        ["DELETE /api/v1/exams/{exam}"] = [Roles.ExamOffice],
        ["PUT /api/v1/exams/{exam}/aids"] = [Roles.Examiner, Roles.ExamOffice],
        ["PUT /api/v1/exams/{exam}/sittings/{sitting}/accommodations"] = [Roles.ExamOffice],
        ["POST /api/v1/exams/{exam}/seating/preview"] = [Roles.ExamOffice],
        ["POST /api/v1/exams/{exam}/seating/"] = [Roles.ExamOffice],
        ["GET /api/v1/exams/{exam}/sittings"] = _examReaders,
        ["GET /api/v1/exams/{exam}/sittings/{sitting}"] = _examReaders,
        ["POST /api/v1/exams/{exam}/sittings/{sitting}/steps"] = [Roles.Proctor],
        ["POST /api/v1/exams/{exam}/sittings/{sitting}/outcome"] = [Roles.Dean, Roles.Commission],
        ["POST /api/v1/exams/{exam}/rooms/{room}/steps"] = [Roles.Proctor],
        ["POST /api/v1/exams/{exam}/steps"] = [Roles.Dean, Roles.ExamOffice],
        ["GET /exam"] = [Roles.Student],
        ["GET /exam/{sitting}"] = [Roles.Student],
        ["GET /exam/{sitting}/paper"] = [Roles.Student],
        ["GET /exam/{sitting}/state"] = [Roles.Student],
        ["GET /exam/{sitting}/clock"] = [Roles.Student],
        ["POST /exam/{sitting}/steps/{step}"] = [Roles.Student],
        ["POST /exam/{sitting}/segments"] = [Roles.Student],
        ["PUT /exam/{sitting}/streams/{stream}/{segment}/{seq}"] = [Roles.Student],
        ["POST /exam/{sitting}/upload-test"] = [Roles.Student],
        ["GET /remote"] = [Roles.Proctor],
        ["POST /remote/{sitting}"] = [Roles.Proctor],
        ["GET /api/v1/exams/{exam}/remote"] = [Roles.Administrator, Roles.It, Roles.Dean, Roles.Compliance, Roles.Proctor, Roles.Examiner, Roles.ExamOffice],
        ["POST /api/v1/exams/{exam}/remote/{sitting}/{step}"] = [Roles.Proctor],
        ["POST /edgeproctoring.v1.Evidence/GetUpload"] = [Nodes],
        ["POST /edgeproctoring.v1.Evidence/Upload"] = [Nodes],
        ["POST /edgeproctoring.v1.Evidence/Complete"] = [Nodes],
        ["POST /edgeproctoring.v1.Evidence/{grpcMethod}"] = [Nodes],
        ["POST /{grpcService}/{grpcMethod}"] = [Nodes],
    };

    [Fact]
    public async Task Has_a_row_for_every_endpoint_and_lets_in_exactly_the_roles_of_the_row()
    {
        var hub = shared.Hub;
        var endpoints = hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method => (Method: method, Route: "/" + endpoint.RoutePattern.RawText!.TrimStart('/')))).ToList();
        Assert.Empty(endpoints.Select(endpoint => $"{endpoint.Method} {endpoint.Route}").Except(_matrix.Keys));

        var failures = new List<string>();
        using var nobody = new Visitor(hub.Address);
        await CheckAsync(nobody, "nobody", endpoints, failures);
        foreach (var role in Roles.All)
        {
            using var visitor = await Visitor.SignedInAsync(hub.Address, role);
            await CheckAsync(visitor, role, endpoints, failures);
        }
        Assert.Empty(failures);
    }

    [Fact]
    public async Task Names_a_right_or_is_open_on_purpose_at_every_endpoint()
    {
        var hub = shared.Hub;
        var unguarded = hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(endpoint => endpoint.RoutePattern.RawText);
        Assert.DoesNotContain(unguarded, route => route?.Contains("{grpcMethod}", StringComparison.Ordinal) == false);
    }

    private static async Task CheckAsync(Visitor visitor, string role, List<(string Method, string Route)> endpoints, List<string> failures)
    {
        foreach (var (method, route) in endpoints.Where(endpoint => endpoint.Route != "/sign-out"))
        {
            var row = _matrix[$"{method} {route}"];
            using var request = new HttpRequestMessage(new HttpMethod(method), Parameter().Replace(route, "none"));
            if (method is "POST" or "PUT")
            {
                request.Content = JsonContent.Create(new { decision = "confirm" });
            }
            using var reply = await visitor.Http.SendAsync(request);
            var closed = reply.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden;
            // Nobody signs in as a node on the people's port; signing in wrongly is refused, but not for the role.
            var expected = row.Contains(Nodes) ? closed || reply.StatusCode == HttpStatusCode.NotFound
                : route.Contains("sign-in", StringComparison.Ordinal) || (method == "POST" && route.Contains("session", StringComparison.Ordinal)) || closed != (row.Contains(Anybody) || row.Contains(role));
            if (!expected)
            {
                failures.Add($"{role}: {method} {route} answered {(int)reply.StatusCode}");
            }
        }
    }

    [System.Text.RegularExpressions.GeneratedRegex(@"\{[a-z]+\}")]
    private static partial System.Text.RegularExpressions.Regex Parameter();
}
