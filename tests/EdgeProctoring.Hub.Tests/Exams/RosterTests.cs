using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using EdgeProctoring.Hub.People;
using EdgeProctoring.Hub.Tests.Running;

namespace EdgeProctoring.Hub.Tests.Exams;

/// <summary>A roster from the exam office's table: every error at once, and nothing taken while there is one.</summary>
public class RosterTests
{
    [Fact]
    public async Task Lists_every_error_with_row_column_value_and_cure_and_takes_nothing()
    {
        await using var hub = await TestHub.StartAsync("+30m");
        using var office = await Visitor.SignedInAsync(hub.Address, Roles.ExamOffice);
        using var reply = await PostAsync(office, "roster", "room;seat;id;name\n204;3;s-3;Данияр\n204;99;s-4;Nobody's seat\n204;3;s-5;Same seat\n204;4;s 6;Bad id\n205;1;s-7;Foreign room\n204;5;s-8;\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, reply.StatusCode);
        var errors = (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateArray()
            .Select(error => $"{error.GetProperty("line").GetInt32()} {error.GetProperty("column").GetString()} '{error.GetProperty("value").GetString()}'").ToList();
        Assert.Equal(["3 seat '204/99'", "4 seat '204/3'", "5 id 's 6'", "6 seat '205/1'", "7 name ''"], errors);
        Assert.Equal(3, await CountAsync(hub));
    }

    [Fact]
    public async Task Shows_first_then_takes_and_changes_nothing_the_second_time()
    {
        await using var hub = await TestHub.StartAsync("+30m");
        using var office = await Visitor.SignedInAsync(hub.Address, Roles.ExamOffice);
        const string table = "room,seat,id,name,group\n204,3,s-3,\"Әлиев, Данияр\",ЭК-23\n204,1,math-1.204.1,Anna A.,ЭК-24\n";
        var preview = await (await PostAsync(office, "roster/preview", table)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal([true, false], preview.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("isNew").GetBoolean()));
        Assert.Equal(3, await CountAsync(hub));
        using var taken = await PostAsync(office, "roster", table);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal(4, await CountAsync(hub));
        var again = await (await PostAsync(office, "roster", table)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((0, 2), (again.GetProperty("changes").GetArrayLength(), again.GetProperty("unchanged").GetInt32()));
        Assert.Equal("Әлиев, Данияр", await hub.ReadAsync(session => session.FindAsync("SELECT name FROM sittings WHERE person = 's-3'", row => row.GetString(0), CancellationToken.None)));
    }

    [Fact]
    public async Task Gives_nobody_anothers_seat_while_the_exam_runs()
    {
        await using var hub = await TestHub.StartAsync("-10m");
        using var office = await Visitor.SignedInAsync(hub.Address, Roles.ExamOffice);
        using var swapped = await PostAsync(office, "roster", "room,seat,id,name\n204,1,s-9,Somebody Else\n");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, swapped.StatusCode);
        using var late = await PostAsync(office, "roster", "room,seat,id,name\n204,4,s-9,Late Comer\n");
        Assert.Equal(HttpStatusCode.OK, late.StatusCode);
        using var wrongType = await PostAsync(office, "roster", "room,seat,id,name\n", "application/json");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, wrongType.StatusCode);
    }

    private static Task<long> CountAsync(TestHub hub) => hub.ReadAsync(session => session.NumberAsync("SELECT COUNT(*) FROM sittings", CancellationToken.None));

    private static async Task<HttpResponseMessage> PostAsync(Visitor visitor, string path, string table, string type = "text/csv")
    {
        using var content = new StringContent(table);
        content.Headers.ContentType = new MediaTypeHeaderValue(type) { CharSet = "utf-8" };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/exams/{HubFolder.Exam}/{path}") { Content = content };
        request.Headers.Add("X-Forgery-Token", (await visitor.Http.GetFromJsonAsync<JsonElement>("/api/v1/session")).GetProperty("token").GetString());
        return await visitor.Http.SendAsync(request);
    }
}
