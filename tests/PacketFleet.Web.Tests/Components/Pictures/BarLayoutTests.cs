using PacketFleet.Web.Components.Pictures;

namespace PacketFleet.Web.Tests.Components.Pictures;

public sealed class BarLayoutTests
{
    [Fact]
    public void Pieces_StandOnWholePixelsWithGroundBetween()
    {
        var pieces = BarLayout.Of([new(CoverageKind.Covered, 0, 0.58), new(CoverageKind.Running, 0.58, 0.7), new(CoverageKind.NotAsked, 0.7, 1)], 88);
        pieces.Select(p => (p.Kind, p.X, p.Width)).ShouldBe([(CoverageKind.Covered, 0, 51), (CoverageKind.Running, 52, 10), (CoverageKind.NotAsked, 63, 25)]);
    }

    [Fact]
    public void Gap_OfAMillisecond_IsTwoPixelsWide()
    {
        var pieces = BarLayout.Of([new(CoverageKind.Covered, 0, 0.5), new(CoverageKind.Missing, 0.5, 0.5), new(CoverageKind.Covered, 0.5, 1)], 88);
        pieces[1].Width.ShouldBe(2);
        pieces[1].Kind.ShouldBe(CoverageKind.Missing);
    }

    [Fact]
    public void Gap_AtTheVeryEnd_StaysInside()
    {
        var pieces = BarLayout.Of([new(CoverageKind.Covered, 0, 1), new(CoverageKind.Missing, 1, 1)], 88);
        pieces[^1].ShouldBe(new BarPiece(CoverageKind.Missing, 86, 2, null));
        pieces[0].Width.ShouldBe(85);
    }

    [Fact]
    public void More_ThanFit_KeepTheGravest()
    {
        var many = Enumerable.Range(0, 200).Select(i => new CoverageSegment(i == 77 ? CoverageKind.Missing : i % 2 == 0 ? CoverageKind.Covered : CoverageKind.Absent, i / 200.0, (i + 1) / 200.0)).ToList();
        var pieces = BarLayout.Of(many, 88);
        pieces.Count(p => p.Kind == CoverageKind.Missing).ShouldBe(1);
        Check(pieces, 88, "many");
    }

    [Fact]
    public void Pieces_OfRandomStretches_KeepTheRules()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 5000; round++)
        {
            var edges = Enumerable.Range(0, random.Next(12)).Select(_ => Math.Round(random.NextDouble(), random.Next(1, 6))).Order().ToList();
            var segments = edges.Append(1).Select((to, i) => new CoverageSegment((CoverageKind)random.Next(8), i == 0 ? 0 : edges[i - 1], to)).ToList();
            var width = random.Next(2, 400);
            Check(BarLayout.Of(segments, width), width, $"seed {seed} round {round}");
        }
    }

    private static void Check(IReadOnlyList<BarPiece> pieces, int width, string which)
    {
        pieces[0].X.ShouldBe(0, which);
        (pieces[^1].X + pieces[^1].Width).ShouldBe(width, which);
        foreach (var piece in pieces)
            piece.Width.ShouldBeGreaterThanOrEqualTo(2, which);
        for (var i = 1; i < pieces.Count; i++)
            pieces[i].X.ShouldBe(pieces[i - 1].X + pieces[i - 1].Width + 1, which);
    }
}
