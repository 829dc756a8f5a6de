"""What plain constraints cannot say: a row's parents belong to its own plan, events never change and are counted.

A foreign key holds one column, so that a task and its sprint are of one plan needs a trigger; both databases
have them. On PostgreSQL the rank is compared byte by byte, whatever the language of the database.
"""

from django.db import migrations

# child table, column of the parent, parent table
PARENTS = [
    ("tracker_section", "category_id", "tracker_category"),
    ("tracker_task", "category_id", "tracker_category"),
    ("tracker_task", "section_id", "tracker_section"),
    ("tracker_task", "sprint_id", "tracker_sprint"),
    ("tracker_dependency", "predecessor_id", "tracker_task"),
    ("tracker_dependency", "successor_id", "tracker_task"),
    ("tracker_comment", "task_id", "tracker_task"),
    ("tracker_event", "task_id", "tracker_task"),
    ("tracker_plan", "revision_id", "tracker_planrevision"),
    ("tracker_taskagent", "agent_id", "tracker_agent"),
    ("tracker_section_agents", "agent_id", "tracker_agent"),
]
# Where the child's own plan stands, if not in its column plan_id.
OWN_PLAN = {
    "tracker_plan": "NEW.id",
    "tracker_taskagent": "(SELECT plan_id FROM tracker_task WHERE id = NEW.task_id)",
    "tracker_section_agents": "(SELECT plan_id FROM tracker_section WHERE id = NEW.section_id)",
}
MESSAGE = "{child}.{column}: parent belongs to another plan"


def sqlite_statements():
    for child, column, parent in PARENTS:
        for moment in ("INSERT", "UPDATE"):
            yield f"""CREATE TRIGGER {child}_{column}_{moment.lower()} BEFORE {moment} ON {child}
                WHEN NEW.{column} IS NOT NULL AND {OWN_PLAN.get(child, "NEW.plan_id")} IS NOT (SELECT plan_id FROM {parent} WHERE id = NEW.{column})
                BEGIN SELECT RAISE(ABORT, '{MESSAGE.format(child=child, column=column)}'); END"""
    yield """CREATE TRIGGER tracker_event_fixed BEFORE UPDATE ON tracker_event
        BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END"""
    yield """CREATE TRIGGER tracker_event_counted AFTER INSERT ON tracker_event
        BEGIN UPDATE tracker_plan SET want_rev = want_rev + 1 WHERE id = NEW.plan_id; END"""


def postgresql_statements():
    for child, column, parent in PARENTS:
        name = f"{child}_{column}_plan"
        yield f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF NEW.{column} IS NOT NULL AND {OWN_PLAN.get(child, "NEW.plan_id")} IS DISTINCT FROM (SELECT plan_id FROM {parent} WHERE id = NEW.{column}) THEN
                RAISE EXCEPTION '{MESSAGE.format(child=child, column=column)}' USING ERRCODE = 'integrity_constraint_violation';
            END IF; RETURN NEW; END $$"""
        yield f"CREATE TRIGGER {name} BEFORE INSERT OR UPDATE ON {child} FOR EACH ROW EXECUTE FUNCTION {name}()"
    yield """CREATE FUNCTION tracker_event_fixed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'events are only ever added' USING ERRCODE = 'integrity_constraint_violation'; END $$"""
    yield "CREATE TRIGGER tracker_event_fixed BEFORE UPDATE ON tracker_event FOR EACH ROW EXECUTE FUNCTION tracker_event_fixed()"
    yield """CREATE FUNCTION tracker_event_counted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        UPDATE tracker_plan SET want_rev = want_rev + 1 WHERE id = NEW.plan_id; RETURN NULL; END $$"""
    yield """CREATE TRIGGER tracker_event_counted AFTER INSERT ON tracker_event
        FOR EACH ROW EXECUTE FUNCTION tracker_event_counted()"""
    yield 'ALTER TABLE tracker_task ALTER COLUMN "rank" TYPE varchar(200) COLLATE "C"'


def create(apps, schema_editor):
    statements = {"sqlite": sqlite_statements, "postgresql": postgresql_statements}[
        schema_editor.connection.vendor
    ]
    for statement in statements():
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("tracker", "0001_initial")]
    operations = [migrations.RunPython(create, elidable=False)]
